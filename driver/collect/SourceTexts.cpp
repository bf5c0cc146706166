//===- SourceTexts.cpp - The files that findings are in -------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "collect/SourceTexts.h"
#include "llvm/Support/MemoryBuffer.h"

namespace fearless {

unsigned SourceTexts::bufferOf(llvm::StringRef File) {
  const auto [Entry, IsNew] = Buffers.try_emplace(File, 0);
  const auto Other = Instead.find(File);
  if (IsNew)
    if (auto Text = llvm::MemoryBuffer::getFile(
            Other == Instead.end() ? File : Other->second))
      Entry->second = Texts.AddNewSourceBuffer(std::move(*Text), llvm::SMLoc());
  return Entry->second;
}

Place SourceTexts::placeOf(llvm::StringRef File, unsigned Offset) {
  Place At;
  At.File = File.str();
  const unsigned Buffer = bufferOf(File);
  if (Buffer == 0)
    return At;
  const llvm::StringRef Text = Texts.getMemoryBuffer(Buffer)->getBuffer();
  if (Offset > Text.size())
    return At;
  std::tie(At.Line, At.Column) = Texts.getLineAndColumn(
      llvm::SMLoc::getFromPointer(Text.data() + Offset), Buffer);
  return At;
}

llvm::SMLoc SourceTexts::find(const Place &At) {
  const unsigned Buffer = At.isValid() ? bufferOf(At.File) : 0;
  return Buffer == 0
             ? llvm::SMLoc()
             : Texts.FindLocForLineAndColumn(Buffer, At.Line, At.Column);
}

std::optional<llvm::StringRef> SourceTexts::lineOf(llvm::StringRef File,
                                                   unsigned Line) {
  const llvm::SMLoc Loc = find({File.str(), Line, 1, 0});
  if (!Loc.isValid())
    return std::nullopt;
  const llvm::StringRef Whole =
      Texts.getMemoryBuffer(bufferOf(File))->getBuffer();
  const llvm::StringRef Rest = Whole.substr(Loc.getPointer() - Whole.data());
  if (Rest.empty())
    return std::nullopt;
  return Rest.take_until([](char C) { return C == '\n' || C == '\r'; });
}

std::optional<unsigned> SourceTexts::offsetOf(const Place &At) {
  const llvm::SMLoc Loc = find(At);
  if (!Loc.isValid())
    return std::nullopt;
  const char *Start =
      Texts.getMemoryBuffer(bufferOf(At.File))->getBufferStart();
  return static_cast<unsigned>(Loc.getPointer() - Start);
}

unsigned SourceTexts::utf16Column(const Place &At) {
  const llvm::SMLoc Loc = find(At);
  if (!Loc.isValid() || At.Column == 0)
    return std::max(1u, At.Column);
  unsigned Column = 1;
  for (const char *I = Loc.getPointer() - (At.Column - 1);
       I != Loc.getPointer(); ++I) {
    const auto Byte = static_cast<unsigned char>(*I);
    const bool Continues = (Byte & 0xC0) == 0x80;
    if (!Continues)
      Column += Byte >= 0xF0 ? 2 : 1;
  }
  return Column;
}

} // namespace fearless
