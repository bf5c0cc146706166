// A counter that is safe to share, and one derived from it that is, too.
#include <atomic>
#include <cstdio>
#include <thread>

class Counter {
public:
  virtual ~Counter() = default;
  virtual void count(int Value) { Sum += Value; }
  int sum() const { return Sum; }

private:
  std::atomic<int> Sum = 0;
};

class PeakCounter : public Counter {
public:
  void count(int Value) override {
    Counter::count(Value);
    int Seen = Peak;
    while (Value > Seen && !Peak.compare_exchange_weak(Seen, Value)) {
    }
  }
  int peak() const { return Peak; }

private:
  std::atomic<int> Peak = 0;
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
