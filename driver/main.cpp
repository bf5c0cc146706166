//===- main.cpp - Flags of fearless ---------------------------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reads the command line (Options.td) and calls the subcommand (Commands.h).
//
//===----------------------------------------------------------------------===//

#include "CommandLine.h"
#include "collect/RunUnit.h"
#include "commands/NearNames.h"
#include "compat/OptionTable.h"
#include "frontends/Version.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/InitLLVM.h"
#include "llvm/Support/raw_ostream.h"

using namespace fearless;
namespace opt = llvm::opt;

namespace {

/// One subcommand. Run gives an error for a wrong command line.
struct CommandRow {
  llvm::StringRef Name;
  const char *Usage;
  const char *Sentence;
  Visible Bit;
  llvm::Expected<int> (*Run)(const CommandLine &);
  /// What the help says behind the options.
  const char *Note = "";
};

llvm::Expected<int> runCheck(const CommandLine &Line) {
  llvm::Expected<CheckOptions> Options = readCheckOptions(Line);
  if (!Options)
    return Options.takeError();
  return checkProgram(*Options, Line.Where);
}

llvm::Expected<int> runBaseline(const CommandLine &Line) {
  const std::string What = Line.Words.empty() ? "" : Line.Words.front();
  if (What != "write" && What != "show")
    return llvm::createStringError(
        "'baseline' needs 'write' or 'show'" +
        (What.empty() ? "" : ", not '" + What + "'") +
        didYouMean(What, {"write", "show"}));
  const std::string File =
      Line.Options.getLastArgValue(OPT_output, "fearless-baseline.json").str();
  if (What == "show") {
    if (Line.Words.size() > 2)
      return llvm::createStringError("'baseline show' takes one file");
    return showBaseline(Line.Words.size() == 2 ? Line.Words[1] : File);
  }
  llvm::Expected<CheckOptions> Options = readCheckOptions(Line);
  if (!Options)
    return Options.takeError();
  Options->Files.erase(Options->Files.begin());
  Options->Baseline = File;
  return writeBaselineFile(*Options, Line.Where);
}

llvm::Expected<int> runOrder(const CommandLine &Line) {
  const std::string What = Line.Words.empty() ? "" : Line.Words.front();
  if (What != "write")
    return llvm::createStringError(
        "'order' needs 'write'" + (What.empty() ? "" : ", not '" + What + "'"));
  llvm::Expected<CheckOptions> Options = readCheckOptions(Line);
  if (!Options)
    return Options.takeError();
  Options->Files.erase(Options->Files.begin());
  return writeOrderFile(
      *Options, Line.Where,
      Line.Options.getLastArgValue(OPT_output, "fearless-order.json"));
}

llvm::Expected<int> runGraph(const CommandLine &Line) {
  llvm::Expected<CheckOptions> Options = readCheckOptions(Line);
  if (!Options)
    return Options.takeError();
  return drawLockOrder(*Options, Line.Where,
                       Line.Options.getLastArgValue(OPT_output));
}

llvm::Expected<int> runExtract(const CommandLine &Line) {
  llvm::Expected<CheckOptions> Options = readCheckOptions(Line);
  if (!Options)
    return Options.takeError();
  return extractUnits(
      *Options, Line.Where,
      Line.Options.getLastArgValue(OPT_output, "fearless.unit"));
}

llvm::Expected<int> runLink(const CommandLine &Line) {
  llvm::Expected<CheckOptions> Options = readCheckOptions(Line);
  if (!Options)
    return Options.takeError();
  if (Options->Files.empty())
    return llvm::createStringError("'link' needs unit files, or folders with "
                                   "such");
  return linkUnits(*Options, Line.Options.getLastArgValue(OPT_output));
}

/// The format of commands that print text or JSON.
llvm::Expected<bool> wantsJson(const CommandLine &Line) {
  const llvm::StringRef Format =
      Line.Options.getLastArgValue(OPT_format, "text");
  if (Format != "text" && Format != "json")
    return llvm::createStringError("no format '" + Format +
                                   "' (there are 'text' and 'json')");
  return Format == "json";
}

llvm::Expected<int> runList(const CommandLine &Line) {
  if (!Line.Words.empty())
    return llvm::createStringError("'list' takes no argument '" +
                                   Line.Words.front() + "'");
  llvm::Expected<bool> AsJson = wantsJson(Line);
  if (!AsJson)
    return AsJson.takeError();
  return listChecks(*AsJson);
}

llvm::Expected<int> runExplain(const CommandLine &Line) {
  if (Line.Words.size() != 1)
    return llvm::createStringError(
        "'explain' needs the id of one check ('fearless list' shows all)");
  llvm::Expected<CheckOptions> Options = readCheckOptions(Line);
  if (!Options)
    return Options.takeError();
  return explainCheck(Line.Words.front(), Options->Color);
}

llvm::Expected<int> runDoctor(const CommandLine &Line) {
  if (!Line.Words.empty())
    return llvm::createStringError("'doctor' takes no argument '" +
                                   Line.Words.front() + "'");
  return examineInstallation({Line.Options.getLastArgValue(OPT_build).str(),
                              Line.Options.getAllArgValues(OPT_models)},
                             Line.Where);
}

llvm::Expected<int> runDump(const CommandLine &Line) {
  static constexpr std::pair<llvm::StringRef, decltype(DumpOptions::Stage)>
      Stages[] = {{"facts", DumpOptions::Facts},
                  {"flow", DumpOptions::Flow},
                  {"summary", DumpOptions::Summary},
                  {"program", DumpOptions::Program},
                  {"accesses", DumpOptions::Accesses},
                  {"type", DumpOptions::Type},
                  {"types", DumpOptions::Types}};
  const std::string KnownStages = " (there are 'facts', 'flow', 'summary', "
                                  "'program', 'accesses', 'type' and 'types')";
  const std::string Name = Line.Words.empty() ? "" : Line.Words[0];
  const size_t Wanted = Name == "type" ? 3 : 2;
  if (Line.Words.size() != Wanted)
    return llvm::createStringError(
        Wanted == 3 ? "'dump type' needs a type and one file"
                    : "'dump' needs a stage and one file" + KnownStages);
  const auto *Stage = llvm::find_if(
      Stages, [&](const auto &Known) { return Known.first == Name; });
  if (Stage == std::end(Stages)) {
    std::vector<llvm::StringRef> Known(llvm::make_first_range(Stages).begin(),
                                       llvm::make_first_range(Stages).end());
    return llvm::createStringError("no stage '" + Name + "'" +
                                   didYouMean(Name, Known) + KnownStages);
  }
  llvm::Expected<bool> AsJson = wantsJson(Line);
  if (!AsJson)
    return AsJson.takeError();
  if (*AsJson && Stage->second != DumpOptions::Summary)
    return llvm::createStringError("only 'dump summary' knows JSON");
  DumpOptions Options;
  Options.Stage = Stage->second;
  Options.AsJson = *AsJson;
  Options.File = Line.Words.back();
  if (Options.Stage == DumpOptions::Type)
    Options.TypeName = Line.Words[1];
  Options.Build = Line.Options.getLastArgValue(OPT_build).str();
  Options.Models = Line.Options.getAllArgValues(OPT_models);
  Options.Flags = Line.Rest;
  return dumpUnit(Options);
}

constexpr CommandRow Commands[] = {
    {"check", "fearless check [options] [FILE or FOLDER...]",
     "run the checks over all units of a compile database", CheckCommand,
     runCheck},
    {"extract", "fearless extract [options] [FILE or FOLDER...]",
     "write what units tell the program into a file, for 'link'",
     ExtractCommand, runExtract,
     "Without --output, the file is fearless.unit."},
    {"link", "fearless link [options] FILE or FOLDER...",
     "report what unit files say together", LinkCommand, runLink},
    {"baseline",
     "fearless baseline write [options] [FILE or FOLDER...]\n"
     "       fearless baseline show [FILE]",
     "keep the findings of today, so that a check reports what is new",
     BaselineCommand, runBaseline,
     "Without --output or FILE, the baseline is fearless-baseline.json."},
    {"order", "fearless order write [options] [FILE or FOLDER...]",
     "keep the lock order of today, so that a check reports what is against it",
     OrderCommand, runOrder,
     "Without --output, the file is fearless-order.json."},
    {"graph", "fearless graph [options] [FILE or FOLDER...]",
     "draw the lock order, with its cycles", GraphCommand, runGraph,
     "Without --output, it goes to standard output. A FILE that ends in .svg "
     "is a picture."},
    {"list", "fearless list [options]", "list the checks and their options",
     ListCommand, runList},
    {"explain", "fearless explain [options] ID", "print the page of a check",
     ExplainCommand, runExplain},
    {"doctor", "fearless doctor [options]", "examine this installation",
     DoctorCommand, runDoctor},
    {"dump",
     "fearless dump STAGE [options] FILE [-- FLAGS...]\n"
     "       fearless dump type TYPE [options] FILE [-- FLAGS...]",
     "print what a stage makes of a file, or whether a type may cross threads",
     DumpCommand, runDump,
     "Stages:\n"
     "  facts     what the code of each function does\n"
     "  flow      the same with what holds at each point\n"
     "  summary   what callers have to know of each function; knows JSON\n"
     "  program   the facts, with what calls come to\n"
     "  accesses  what each function reads and writes, with the locks held\n"
     "  types     which types of the file may cross threads"},
};

const CommandRow *findCommand(llvm::StringRef Name) {
  const auto Row = llvm::find_if(
      Commands, [&](const CommandRow &R) { return R.Name == Name; });
  return Row == std::end(Commands) ? nullptr : Row;
}

int unknownCommand(llvm::StringRef Name) {
  std::vector<llvm::StringRef> Known = {"help"};
  for (const CommandRow &Row : Commands)
    Known.push_back(Row.Name);
  return reportError("no command '" + Name + "'" + didYouMean(Name, Known) +
                     " ('fearless --help' shows all)");
}

int printHelp() {
  llvm::outs() << "fearless: finds thread bugs in C and C++\n\n"
                  "usage: fearless COMMAND [options]\n\n";
  for (const CommandRow &Row : Commands)
    llvm::outs() << "  " << llvm::left_justify(Row.Name, 9) << Row.Sentence
                 << '\n';
  llvm::outs() << "\n'fearless help COMMAND' shows the options of a command.\n"
                  "Exit status: 0 clean, 1 findings, 2 error or incomplete.\n";
  return ExitClean;
}

int printHelp(const CommandRow &Row) {
  OptionTable().printHelp(llvm::outs(), Row.Usage, Row.Sentence,
                          /*ShowHidden=*/false, /*ShowAllAliases=*/false,
                          opt::Visibility(Row.Bit));
  if (*Row.Note)
    llvm::outs() << '\n' << Row.Note << '\n';
  return ExitClean;
}

int runCommand(const CommandRow &Row, llvm::ArrayRef<const char *> Args,
               const std::string &Driver) {
  const auto *Dashes = llvm::find_if(
      Args, [](const char *Arg) { return llvm::StringRef(Arg) == "--"; });
  const OptionTable Table;
  unsigned MissingIndex = 0, MissingCount = 0;
  const opt::InputArgList Options =
      Table.ParseArgs(Args.take_front(Dashes - Args.begin()), MissingIndex,
                      MissingCount, opt::Visibility(Row.Bit));
  const std::string More =
      (" ('fearless help " + Row.Name + "' shows all options)").str();
  for (const opt::Arg *A : Options.filtered(OPT_UNKNOWN)) {
    const std::string Text = A->getAsString(Options);
    std::string Near;
    const unsigned Distance =
        Table.findNearest(Text, Near, opt::Visibility(Row.Bit));
    return reportError("unknown option '" + Text + "'" +
                       (Distance <= 2 ? "; did you mean '" + Near + "'?" : "") +
                       More);
  }
  if (MissingCount != 0)
    return reportError(llvm::StringRef("'") +
                       Options.getArgString(MissingIndex) + "' needs a value" +
                       More);
  if (Options.hasArg(OPT_help))
    return printHelp(Row);

  CommandLine Line{Options, Options.getAllArgValues(OPT_INPUT), std::nullopt,
                   installationOf(Driver)};
  if (Dashes != Args.end())
    Line.Rest.emplace(Dashes + 1, Args.end());
  if (const opt::Arg *A = Options.getLastArg(OPT_tidy))
    Line.Where.Tidy = A->getValue();
  if (const opt::Arg *A = Options.getLastArg(OPT_llvm_bin))
    Line.Where.LlvmBin = A->getValue();
  llvm::Expected<int> Status = Row.Run(Line);
  return Status ? *Status : reportError(llvm::toString(Status.takeError()));
}

/// The hidden subcommand that ninja starts for each unit of a check.
int runOneUnit(llvm::ArrayRef<const char *> Args) {
  if (Args.size() != 3)
    return reportError("'run-unit' is for 'fearless check' alone");
  if (llvm::Error E = runUnit(Args[0], Args[1], Args[2]))
    return reportError(llvm::toString(std::move(E)));
  return ExitClean;
}

} // namespace

int main(int argc, char **argv) {
  const llvm::InitLLVM Start(argc, argv);
  const std::string Driver = llvm::sys::fs::getMainExecutable(
      argv[0], reinterpret_cast<void *>(&findCommand));
  const llvm::ArrayRef<const char *> Args(argv + 1, argv + argc);
  if (Args.empty())
    return reportError("no command ('fearless --help' shows all)");

  const llvm::StringRef First = Args[0];
  if (First == "--version") {
    printVersion(llvm::outs());
    return ExitClean;
  }
  if (First == "--help" || First == "-h" ||
      (First == "help" && Args.size() == 1))
    return printHelp();
  if (First == "help") {
    const CommandRow *Row = findCommand(Args[1]);
    return Row ? printHelp(*Row) : unknownCommand(Args[1]);
  }
  if (First == "run-unit")
    return runOneUnit(Args.drop_front());
  if (const CommandRow *Row = findCommand(First))
    return runCommand(*Row, Args.drop_front(), Driver);
  if (First.starts_with("-"))
    return reportError("unknown option '" + First + "'" +
                       didYouMean(First, {"--help", "--version"}) +
                       " ('fearless --help' shows all commands)");
  return unknownCommand(First);
}
