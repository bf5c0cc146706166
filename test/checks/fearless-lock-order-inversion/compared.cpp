// RUN: %check %s
//
// A test that says which of two objects comes first fixes their order. Not all
// tests do.

#include <functional>
#include <mutex>
#include <vector>

struct Account {
  std::mutex Mutex;
  long Cents = 0;
  const int Id = 0;
  int id() const { return Id; }
};

void audit();

bool textbook_bad(Account &From, Account &To, long Cents) {
  std::lock_guard<std::mutex> First(From.Mutex);
  audit();
  std::lock_guard<std::mutex> Second(To.Mutex); // expect: 'From.Mutex' and 'To.Mutex' are locked in the order of the arguments
  if (From.Cents < Cents)
    return false;
  From.Cents -= Cents;
  To.Cents += Cents;
  return true;
}

void counted_bad(Account &From, Account &To, size_t Rounds) {
  std::lock_guard<std::mutex> First(From.Mutex);
  audit();
  std::lock_guard<std::mutex> Second(To.Mutex); // expect: 'From.Mutex' and 'To.Mutex' are locked in the order of the arguments
  for (size_t I = 0; I < Rounds; ++I)
    ++To.Cents;
}

void byAddress_ok(Account &A, Account &B) {
  Account &Low = &A < &B ? A : B, &High = &A < &B ? B : A;
  std::lock_guard<std::mutex> First(Low.Mutex);
  std::lock_guard<std::mutex> Second(High.Mutex);
}

void byField_ok(Account *A, Account *B) {
  if (B->Id < A->Id)
    return byField_ok(B, A);
  std::lock_guard<std::mutex> First(A->Mutex);
  std::lock_guard<std::mutex> Second(B->Mutex);
}

void byGetter_ok(Account *A, Account *B) {
  if (B->id() < A->id())
    return byGetter_ok(B, A);
  std::lock_guard<std::mutex> First(A->Mutex);
  std::lock_guard<std::mutex> Second(B->Mutex);
}

void byKey_ok(std::vector<Account> &All, int From, int To) {
  Account &A = All[From], &B = All[To];
  if (From < To) {
    std::lock_guard<std::mutex> First(A.Mutex);
    std::lock_guard<std::mutex> Second(B.Mutex);
  } else {
    std::lock_guard<std::mutex> First(B.Mutex);
    std::lock_guard<std::mutex> Second(A.Mutex);
  }
}
