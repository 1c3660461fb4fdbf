"""The coder: one article in, its coding out. As a function, ``tidings.code(text)`` codes a text and gives its tables (`tidings.api.code`)."""

from tidings.callable_package import make_callable

make_callable(__name__)
