//===- FingerprintTest.cpp - The same finding in another run --------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "finding/Fingerprint.h"
#include "gtest/gtest.h"

namespace fearless {
namespace {

Finding finding() {
  Finding F;
  F.Check = "fearless-x";
  F.At = {"/src/a.cpp", 3, 7, 0};
  F.Message = "thread may outlive 'n'";
  F.In = {"c:@F@f#", "f", false};
  return F;
}

std::string fingerprint(const Finding &F, llvm::StringRef Root = "/src") {
  return fingerprintsOf({&F}, Root).front();
}

TEST(FingerprintTest, DoesNotDependOnThePlace) {
  Finding Moved = finding();
  Moved.At = {"/src/moved.cpp", 40, 1, 9};
  Moved.Steps.push_back({Moved.At, "a step"});
  EXPECT_EQ(fingerprint(finding()), fingerprint(Moved));
  EXPECT_EQ(fingerprint(finding()).size(), 32u);
}

TEST(FingerprintTest, DependsOnCheckEnclosingAndMessage) {
  Finding Check = finding(), In = finding(), Message = finding();
  Check.Check = "fearless-y";
  In.In.Key = "c:@F@g#";
  Message.Message = "thread may outlive 'm'";
  for (const Finding &Other : {Check, In, Message})
    EXPECT_NE(fingerprint(finding()), fingerprint(Other));
}

TEST(FingerprintTest, WhatOnlyOneFileKnowsIsNamedWithItsFile) {
  Finding A = finding(), B = finding();
  A.In.OfOneFile = B.In.OfOneFile = true;
  B.At.File = "/src/b.cpp";
  EXPECT_NE(fingerprint(A), fingerprint(B));
  A.At.File = "/elsewhere/a.cpp";
  B.At.File = "/src/a.cpp";
  EXPECT_EQ(fingerprint(A, "/elsewhere"), fingerprint(B, "/src"));
  EXPECT_NE(fingerprint(A, "/else"), fingerprint(B, "/src"));
}

TEST(FingerprintTest, PlacesInTheMessageDoNotCount) {
  Finding A = finding(), B = finding();
  A.Message = "'(lambda at /src/a.cpp:3:7)' may outlive 'n'";
  B.Message = "'(lambda at /src/a.cpp:4:7)' may outlive 'n'";
  EXPECT_EQ(fingerprint(A), fingerprint(B));
  B.Message = "'(lambda at /src/a.cpp:4:7)' may outlive 'm'";
  EXPECT_NE(fingerprint(A), fingerprint(B));
}

TEST(FingerprintTest, EqualsAreToldApartByTheirOrder) {
  const Finding F = finding();
  const auto Two = fingerprintsOf({&F, &F}, "");
  EXPECT_NE(Two[0], Two[1]);
  EXPECT_EQ(Two[0], fingerprint(F));
}

TEST(FingerprintTest, StrictKeepsTheNamesOfCore) {
  const Finding Definite = finding();
  Finding Possible = finding();
  Possible.Sureness = Confidence::Possible;
  const auto Strict = fingerprintsOf({&Possible, &Definite}, "");
  EXPECT_EQ(Strict[1], fingerprint(Definite));
}

TEST(FingerprintTest, AnIdentityOfItsOwnStandsForAllBesideTheCheck) {
  Finding A = finding(), B = finding();
  A.Identity = B.Identity = {"C::a", "C::b"};
  B.Message = "seen from the other end";
  B.In.Key = "c:@F@g#";
  EXPECT_EQ(fingerprint(A), fingerprint(B));
  B.Identity = {"C::a", "C::c"};
  EXPECT_NE(fingerprint(A), fingerprint(B));
}

} // namespace
} // namespace fearless
