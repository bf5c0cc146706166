// RUN: %check %s
//
// A cycle may have any length: each function leads from one lock to the next.
// One whose edges are all part of shorter ones waits until those are mended.

#include <mutex>

std::mutex Door, Gate, Hall, Lift, Loft, Room, Roof, Shed, Yard;

void fromDoor_bad() {
  std::lock_guard<std::mutex> L(Door);
  std::lock_guard<std::mutex> K(Gate); // expect: 'Door', 'Gate' and 7 more are locked in orders that form a cycle
}

void fromGate() {
  std::lock_guard<std::mutex> L(Gate);
  std::lock_guard<std::mutex> K(Hall); // note: 'Hall' is locked here, while 'Gate' is held
}

void fromHall() {
  std::lock_guard<std::mutex> L(Hall);
  std::lock_guard<std::mutex> K(Lift); // note: 'Lift' is locked here, while 'Hall' is held
}

void fromLift() {
  std::lock_guard<std::mutex> L(Lift);
  std::lock_guard<std::mutex> K(Loft); // note: 'Loft' is locked here, while 'Lift' is held
}

void fromLoft() {
  std::lock_guard<std::mutex> L(Loft);
  std::lock_guard<std::mutex> K(Room); // note: 'Room' is locked here, while 'Loft' is held
}

void fromRoom() {
  std::lock_guard<std::mutex> L(Room);
  std::lock_guard<std::mutex> K(Roof); // note: 'Roof' is locked here, while 'Room' is held
}

void fromRoof() {
  std::lock_guard<std::mutex> L(Roof);
  std::lock_guard<std::mutex> K(Shed); // note: 'Shed' is locked here, while 'Roof' is held
}

void fromShed() {
  std::lock_guard<std::mutex> L(Shed);
  std::lock_guard<std::mutex> K(Yard); // note: 'Yard' is locked here, while 'Shed' is held
}

void fromYard() {
  std::lock_guard<std::mutex> L(Yard);
  std::lock_guard<std::mutex> K(Door); // note: 'Door' is locked here, while 'Yard' is held
}

namespace both {
std::mutex One, Two, Three;
void oneTwo_bad() {
  std::lock_guard<std::mutex> L(One);
  std::lock_guard<std::mutex> K(Two); // expect: 'One' and 'Two' are locked in opposite orders
}
void twoThree_bad() {
  std::lock_guard<std::mutex> L(Two);
  std::lock_guard<std::mutex> K(Three); // expect: 'Two' and 'Three' are locked in opposite orders
}
void threeOne_bad() {
  std::lock_guard<std::mutex> L(Three);
  std::lock_guard<std::mutex> K(One); // expect: 'Three' and 'One' are locked in opposite orders
}
void twoOne() {
  std::unique_lock<std::mutex> L(Two);
  std::unique_lock<std::mutex> K(One);
}
void threeTwo() {
  std::unique_lock<std::mutex> L(Three);
  std::unique_lock<std::mutex> K(Two);
}
void oneThree() {
  std::unique_lock<std::mutex> L(One);
  std::unique_lock<std::mutex> K(Three);
}
} // namespace both
