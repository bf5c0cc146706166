#include "model/LoadModel.h"
namespace fearless {
llvm::Error addRows(Model &, llvm::StringRef, llvm::StringRef) { return llvm::Error::success(); }
llvm::Error addRowsOfFile(Model &, llvm::StringRef) { return llvm::Error::success(); }
const Model &shippedModel() { static const Model M; return M; }
}
