-- Run by a headless Neovim: opens count.cpp, waits for the finding, takes the
-- first quick fix, and waits until the finding is gone. Writes what it saw.
local function say(text)
  io.stdout:write(text .. "\n")
end

local function stop(text)
  say("failed: " .. text)
  vim.cmd("cquit")
end

vim.cmd("edit count.cpp")
local client = vim.lsp.start_client({
  name = "fearless",
  cmd = { vim.env.FEARLESS_CLANGD, "--log=error", "--background-index=false" },
  root_dir = vim.fn.getcwd(),
})
vim.lsp.buf_attach_client(0, client)

local function findings()
  return vim.tbl_filter(function(d)
    return vim.startswith(tostring(d.code or d.user_data.lsp.code), "fearless-")
  end, vim.diagnostic.get(0))
end

if not vim.wait(60000, function() return #findings() > 0 end, 100) then
  stop("no finding")
end
for _, d in ipairs(findings()) do
  say("line " .. d.lnum + 1 .. ": " .. d.message)
end

local params = vim.lsp.util.make_given_range_params({ 5, 0 }, { 5, 40 })
params.context = { diagnostics = vim.lsp.diagnostic.get_line_diagnostics(0, 4) }
local answers = vim.lsp.buf_request_sync(0, "textDocument/codeAction", params, 20000)
local action = answers and answers[client].result[1]
if not action then
  stop("no fix")
end
say("fix: " .. action.title)
vim.lsp.util.apply_workspace_edit(action.edit, "utf-16")
if not vim.wait(60000, function() return #findings() == 0 end, 100) then
  stop("the finding stays")
end
vim.cmd("write")
say("fixed: " .. vim.fn.getline(5))
vim.cmd("qall!")
