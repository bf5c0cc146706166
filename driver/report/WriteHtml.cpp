//===- WriteHtml.cpp - Report -> one HTML page ----------------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One page that needs nothing else, online or off: findings by check and file,
// each with its steps and the code around them side by side, and the page of
// each check. Without scripts everything is there but the filter box.
//
//===----------------------------------------------------------------------===//

#include "commands/Pages.h"
#include "finding/FindingJson.h"
#include "report/PageParts.h"
#include "report/WriteReport.h"
#include "llvm/ADT/STLExtras.h"

namespace fearless {
namespace {

/// Lines of code before and after a place.
constexpr unsigned Around = 2;

/// Text as HTML shows it.
std::string html(llvm::StringRef Text) {
  std::string Escaped;
  for (const char C : validUtf8(Text))
    switch (C) {
    case '&':
      Escaped += "&amp;";
      break;
    case '<':
      Escaped += "&lt;";
      break;
    case '>':
      Escaped += "&gt;";
      break;
    case '"':
      Escaped += "&quot;";
      break;
    default:
      Escaped += C;
    }
  return Escaped;
}

class HtmlWriter {
public:
  HtmlWriter(llvm::raw_ostream &OS, const Report &R, SourceTexts &Sources)
      : OS(OS), R(R), Sources(Sources) {}

  void write() {
    OS << "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta "
          "charset=\"utf-8\">\n<meta name=\"viewport\" "
          "content=\"width=device-width\">\n<title>fearless: "
       << countText() << "</title>\n<style>\n"
       << pagePart("page.css") << "</style>\n</head>\n<body>\n";
    writeHead();
    for (const CheckRow &Row : allChecks())
      writeCheck(Row);
    OS << "<script>\n"
       << pagePart("page.js") << "</script>\n</body>\n</html>\n";
  }

private:
  std::string countText() const {
    const size_t Open = llvm::count_if(R.Findings, isOpen);
    return std::to_string(Open) + (R.Compared ? " new" : "") + " finding" +
           (Open == 1 ? "" : "s") + " in " + std::to_string(R.Units) + " unit" +
           (R.Units == 1 ? "" : "s");
  }

  void writeHead() {
    OS << "<header>\n<h1>" << countText() << "</h1>\n"
       << "<input id=\"filter\" type=\"search\" placeholder=\"filter by "
          "words\" aria-label=\"filter by words\"> <span "
          "id=\"shown\"></span>\n</header>\n";
    if (R.Failures.empty())
      return;
    OS << "<h2>Not checked, or not wholly</h2>\n<ul>\n";
    for (const auto &[Reason, Files] : R.Failures)
      for (const std::string &File : Files)
        OS << "<li>" << html(pathFromRoot(File, R.Root)) << ": " << html(Reason)
           << "</li>\n";
    OS << "</ul>\n";
  }

  void writeCheck(const CheckRow &Row) {
    std::map<std::string, std::vector<const ReportedFinding *>> OfFile;
    for (const ReportedFinding &F : R.Findings)
      if (F.What.Check == Row.Id)
        OfFile[pathFromRoot(F.What.At.File, R.Root)].push_back(&F);
    if (OfFile.empty())
      return;
    OS << "<section>\n<h2>" << Row.Id << "</h2>\n<p>" << html(Row.Sentence)
       << "</p>\n";
    for (const Page &P : allPages())
      if (P.Id == Row.Id)
        OS << "<details><summary>about this check</summary><pre class=\"page\">"
           << html(P.Markdown) << "</pre></details>\n";
    for (const auto &[File, Findings] : OfFile) {
      OS << "<section>\n<h3>" << html(File) << "</h3>\n";
      for (const ReportedFinding *F : Findings)
        writeFinding(*F);
      OS << "</section>\n";
    }
    OS << "</section>\n";
  }

  void writeFinding(const ReportedFinding &Reported) {
    const Finding &F = Reported.What;
    const llvm::StringRef Level = nameOf(levelOf(F));
    OS << "<details class=\"finding\" id=\"" << Reported.Fingerprint
       << "\" data-check=\"" << html(F.Check) << '"'
       << (isOpen(Reported) ? " open" : "")
       << ">\n<summary><span class=\"level " << Level << "\">" << Level
       << "</span> " << html(F.Message);
    if (F.Sureness == Confidence::Possible)
      mark("possible");
    if (Reported.Suppressed)
      mark("suppressed");
    else if (Reported.State == Standing::Unchanged)
      mark("in the baseline");
    OS << "</summary>\n<div>\n";
    if (!F.In.Name.empty())
      OS << "<p>in <code>" << html(F.In.Name) << "</code></p>\n";
    OS << "<ol class=\"steps\">\n";
    writeStep(F.At, F.Message);
    for (const Step &S : F.Steps)
      writeStep(S.At, S.Message);
    OS << "</ol>\n</div>\n</details>\n";
  }

  void mark(llvm::StringRef Text) {
    OS << " <span class=\"mark\">" << Text << "</span>";
  }

  void writeStep(const Place &At, llvm::StringRef Message) {
    OS << "<li>" << html(Message);
    if (!At.File.empty()) {
      OS << "<br><span class=\"place\">" << html(pathFromRoot(At.File, R.Root));
      if (At.isValid())
        OS << ':' << At.Line << ':' << At.Column;
      OS << "</span>";
    }
    const unsigned First = At.Line > Around ? At.Line - Around : 1;
    if (At.isValid() && Sources.find(At).isValid()) {
      OS << "<pre>";
      for (unsigned Line = First; Line <= At.Line + Around; ++Line)
        if (const std::optional<llvm::StringRef> Text =
                Sources.lineOf(At.File, Line))
          OS << "<span" << (Line == At.Line ? " class=\"here\"" : "") << "><i>"
             << Line << "</i>" << html(*Text) << "</span>";
      OS << "</pre>";
    }
    OS << "</li>\n";
  }

  llvm::raw_ostream &OS;
  const Report &R;
  SourceTexts &Sources;
};

} // namespace

void writeHtml(llvm::raw_ostream &OS, const Report &R, SourceTexts &Sources) {
  HtmlWriter(OS, R, Sources).write();
}

} // namespace fearless
