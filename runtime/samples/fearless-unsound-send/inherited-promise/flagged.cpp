// A counter that is safe to share, and one derived from it that is not.
#include <fearless/annotations.h>

#include <atomic>
#include <cstdio>
#include <thread>

class FEARLESS_THREAD_SAFE("the count is atomic") Counter {
public:
  virtual ~Counter() = default;
  virtual void count(int Value) { Sum += Value; }
  int sum() const { return Sum; }

private:
  std::atomic<int> Sum = 0;
};

class PeakCounter : public Counter { // flagged
public:
  void count(int Value) override {
    Counter::count(Value);
    if (Value > Peak)
      Peak = Value;
  }
  int peak() const { return Peak; }

private:
  int Peak = 0;
};

int main() {
  PeakCounter Load;
  Counter &Shared = Load;
  std::thread A([&] { Shared.count(3); });
  std::thread B([&] { Shared.count(5); });
  A.join();
  B.join();
  std::printf("sum %d, peak %d\n", Load.sum(), Load.peak());
}
