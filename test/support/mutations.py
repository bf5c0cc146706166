"""Sources -> broken sources: truncated, cut, swapped, misspelt.

Every mutant is text that an editor may hold while somebody types. What is made
depends on the random numbers given alone.
"""

import re

TOKEN = re.compile(
    r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'|\w+|::|->|&&|\S', re.DOTALL
)
IDENTIFIER = re.compile(r"[A-Za-z_]\w+$")
WAITS = re.compile(
    r"(?:join|wait|get|unlock|count_down|pthread_join|pthread_mutex_unlock|thrd_join|"
    r"joinAll|JoinAtEnd|Finally|finally|ScopedThread)$"
)
STANDARD_INCLUDE = re.compile(r"^[ \t]*#[ \t]*include[ \t]*<(?!pthread|semaphore\.h|std\w+\.h|threads|errno|alloca).*$", re.MULTILINE)


def with_small_headers(source):
    """The source with the stand-in for all headers of the C++ library."""
    return '#include "small_std.h"\n' + STANDARD_INCLUDE.sub("", source)


def tokens_of(source):
    """The spans of the tokens, without comments."""
    return [m.span() for m in TOKEN.finditer(source) if not m[0].startswith(("//", "/*"))]


def replace(source, span, text):
    return source[: span[0]] + text + source[span[1] :]


def misspell(word, random):
    at = random.randrange(len(word))
    return random.choice([word[:at] + word[at + 1 :], word + "x", word[:at] + "zq" + word[at:], word[::-1]]) or "q"


# --- one change anywhere -----------------------------------------------------


def truncate_at_byte(source, random):
    return source[: random.randrange(len(source))]


def truncate_at_token(source, random):
    return source[: random.choice(tokens_of(source))[random.randrange(2)]]


def delete_line(source, random):
    lines = source.split("\n")
    del lines[random.randrange(len(lines))]
    return "\n".join(lines)


def delete_lines(source, random):
    lines = source.split("\n")
    start = random.randrange(len(lines))
    del lines[start : start + random.randrange(1, 8)]
    return "\n".join(lines)


def delete_token(source, random):
    return replace(source, random.choice(tokens_of(source)), " ")


def repeat_token(source, random):
    first, last = random.choice(tokens_of(source))
    return replace(source, (last, last), " " + source[first:last])


def swap_tokens(source, random):
    tokens = tokens_of(source)
    at = random.randrange(len(tokens) - 1)
    (a, b), (c, d) = tokens[at], tokens[at + 1]
    return source[:a] + source[c:d] + source[b:c] + " " + source[a:b] + source[d:]


def swap_distant_tokens(source, random):
    (a, b), (c, d) = sorted(random.sample(tokens_of(source), 2))
    return source[:a] + source[c:d] + source[b:c] + source[a:b] + source[d:]


def unbalance(source, random):
    brackets = [s for s in tokens_of(source) if source[s[0]] in "(){}[]<>"]
    span = random.choice(brackets)
    return replace(source, span, random.choice(["", *"(){}[]<>"]))


def misspell_identifier(source, random):
    span = random.choice([s for s in tokens_of(source) if IDENTIFIER.match(source[slice(*s)])])
    return replace(source, span, misspell(source[slice(*span)], random))


def rename_type(source, random):
    """A type, or what looks like one, becomes unknown."""
    types = [s for s in tokens_of(source) if re.match(r"(?:[A-Z]\w+|int|bool|auto|void|thread|vector|mutex)$", source[slice(*s)])]
    span = random.choice(types or tokens_of(source))
    return replace(source, span, "UnknownType")


def drop_includes(source, random):
    return re.sub(r"^#include.*$", random.choice(["", "#include <none_such.h>"]), source, flags=re.MULTILINE)


def change_twice(source, random):
    for _ in range(random.randrange(2, 5)):
        changed = random.choice(MUTATIONS[:-1])(source, random)
        if len(tokens_of(changed)) > 8:
            source = changed
    return source


MUTATIONS = [
    truncate_at_byte, truncate_at_token, delete_line, delete_lines, delete_token, repeat_token, swap_tokens,
    swap_distant_tokens, unbalance, misspell_identifier, rename_type, drop_includes, change_twice,
]


def mutate(source, random):
    """Some mutant."""
    while True:
        try:
            return random.choice(MUTATIONS)(source, random)
        except IndexError:  # nothing of that kind is left to change
            continue


# --- what makes code safe is lost --------------------------------------------


def lose_waits(source, random):
    """All mutants in which one token that joins, waits or unlocks is lost."""
    for span in tokens_of(source):
        word = source[slice(*span)]
        if not WAITS.match(word):
            continue
        yield replace(source, span, " ")
        yield replace(source, span, word[:-1])
        yield replace(source, span, "Unknown" + word)
        # The statement up to here, as it is while somebody types it.
        yield replace(source, (span[0], source.find(";", span[1]) + 1), random.choice(["", "joi"]))


def truncate_in(source, first, last, random):
    """A prefix that ends between two places, at a token."""
    inside = [s for s in tokens_of(source) if first < s[0] < last]
    return source[: random.choice(inside)[1]]
