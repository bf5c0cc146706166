;; Run by a headless Emacs: opens count.cpp with eglot, waits for the finding,
;; takes the quick fix, and waits until the finding is gone. Writes what it saw.
(require 'package)
(package-initialize)
(require 'cl-lib)
(require 'eglot)

(defun say (&rest words) (princ (concat (apply #'format words) "\n")))
(defun stop (what) (say "failed: %s" what) (kill-emacs 1))

(defun findings ()
  (seq-filter (lambda (d) (string-search "fearless-" (flymake-diagnostic-text d)))
              (flymake-diagnostics)))

(defun wait-until (what condition)
  (let ((end (+ (float-time) 60)))
    (while (not (funcall condition))
      (when (> (float-time) end) (stop what))
      (accept-process-output nil 0.1))))

;; What docs/editors.md tells people to write, and what a test does not need.
(add-to-list 'eglot-server-programs
             `((c-mode c++-mode) ,(getenv "FEARLESS_CLANGD") "--log=error" "--background-index=false"))
(setq eglot-autoreconnect nil)

(find-file "count.cpp")
(apply #'eglot--connect (eglot--guess-contact))
(flymake-start)
(wait-until "no finding" #'findings)
(dolist (d (findings))
  (say "line %d: %s" (line-number-at-pos (flymake-diagnostic-beg d)) (flymake-diagnostic-text d)))

(goto-char (flymake-diagnostic-beg (car (findings))))
;; A person chooses from a menu if there are several.
(let ((last-nonmenu-event t))
  (cl-letf (((symbol-function 'completing-read) (lambda (_ fixes &rest _) (say "fix: %s" (caar fixes)) (caar fixes))))
    (call-interactively #'eglot-code-actions)))
;; A person pauses, which sends the edit.
(eglot--signal-textDocument/didChange)
(wait-until "the finding stays" (lambda () (flymake-start) (not (findings))))
(save-buffer)
(goto-char (point-min))
(forward-line 4)
(say "fixed: %s" (buffer-substring (line-beginning-position) (line-end-position)))
(kill-emacs 0)
