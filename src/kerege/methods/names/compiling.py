"""How functions become machine code: what Python calls is compiled whole and kept on disk, its parts only with it."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final, TypeVar, cast

import numba
from numba import _dynfunc  # type: ignore[attr-defined]  # numba does not say that it has it
from numba.core.codegen import JITCodeLibrary
from numba.core.compiler import CompilerBase, DefaultPassBuilder
from numba.core.compiler_machinery import register_pass
from numba.core.typed_passes import NativeLowering

from kerege.methods.names import alignment, distance, phones

F = TypeVar("F", bound=Callable[..., object])


def _sources() -> tuple[str, ...]:
    """Return what compiled code is made of: these modules call each other, and take constants in, some of others."""
    here = Path(__file__).parent
    digests = [blake2b(path.read_bytes(), digest_size=8).hexdigest() for path in sorted(here.glob("compil*.py"))]
    writings = [f"{writing.name}={int(writing)}" for writing in distance.Writing]
    return (*digests, phones.SYMBOLS, *writings, str(alignment.EVEN))


SOURCES: Final = _sources()
_REFUSAL: Final = ctypes.cast(ctypes.pythonapi.PyErr_BadArgument, ctypes.c_void_p).value
"""What a part does that is called from Python, where there is no code to call: it raises TypeError."""
_KEPT: Final[set[tuple[Path, str]]] = set()


_register: Callable[..., Any] = cast(Any, register_pass)
_lowers: Callable[[type[NativeLowering]], type[NativeLowering]] = _register(mutates_CFG=True, analysis_only=False)


class _Part(JITCodeLibrary):
    """Code of a part: linked into what calls it as it was written, and made better and into machine code there.

    Left to itself, numba does both with every function and all that it calls, before the next one calls it.
    """

    def finalize(self) -> None:
        for library in dict.fromkeys(self._linking_libraries):
            self._reload_init.update(library._reload_init)
            self._final_module.link_in(library._get_module_for_linking(), preserve=True)
        self._final_module.verify()
        self._finalized = True


@_lowers
class _PartLowering(NativeLowering):
    """Makes code of a part, which only compiled functions can call."""

    _name = "lowering_of_a_part"

    def run_pass(self, state: Any) -> bool:
        changed = super().run_pass(state)  # type: ignore[no-untyped-call]  # of numba

        lowered = state["cr"]
        module, name = lowered.fndesc.lookup_module(), lowered.fndesc.qualname
        called = _dynfunc.make_function(module, name, "A part: see `whole`.", _REFUSAL, lowered.env, (state.library,))
        state.targetctx.insert_user_function(called, lowered.fndesc, [state.library])
        state["cr"] = lowered._replace(cfunc=called)
        return bool(changed)


class _PartCompiler(CompilerBase):
    """Compiles a part: to code that is linked into what calls it, no further."""

    def define_pipelines(self) -> list[Any]:
        state: Any = self.state
        made: Callable[..., Any] = cast(Any, _Part)
        state.library = made(state.targetctx.codegen(), state.func_id.func_qualname)
        state.flags.no_compile = True
        builder: Any = DefaultPassBuilder
        passes = builder.define_nopython_pipeline(state)
        passes._finalized = False
        passes.passes = [(_PartLowering if each is NativeLowering else each, told) for each, told in passes.passes]
        passes.finalize()
        return [passes]


def _kept(function: F, **options: Any) -> F:
    """Compile a function; keep it on disk under a stamp of all its sources, or in memory where nothing can be written.

    Left to itself, numba keeps a caller whose own file did not change, with the old callee in it; and where a type of
    array has gone or changed, it fails at reading what was kept with it, before it looks at the stamp. So the stamp is
    part of the files' names: what other sources left is never read.
    """
    try:
        made = numba.njit(cache=True, nogil=True, error_model="numpy", **options)(function)
    except RuntimeError:  # neither beside the source nor in the user's cache is there a place to write to
        return cast(F, numba.njit(nogil=True, error_model="numpy", **options)(function))
    held: Any = made._cache
    stamp = SOURCES if function.__module__.startswith(__package__) else (*SOURCES, held._cache_file._source_stamp)
    name = f"{held._impl.filename_base}.{blake2b(repr(stamp).encode(), digest_size=6).hexdigest()}"
    held._cache_file = type(held._cache_file)(held._cache_path, name, stamp)
    _KEPT.add((Path(held._cache_path), name))
    return cast(F, made)


def forget_what_other_sources_left() -> None:
    """Remove from disk what is kept of modules that are loaded, but was compiled of other sources than theirs."""
    for folder in {folder for folder, _ in _KEPT}:
        names = tuple(name for place, name in _KEPT if place == folder)
        modules = {name.partition(".")[0] for name in names}
        with suppress(OSError):
            for path in folder.iterdir():
                ours = path.suffix in {".nbi", ".nbc"} and path.name.partition(".")[0] in modules
                if ours and not path.name.startswith(names):
                    path.unlink(missing_ok=True)


def compiled(function: F) -> F:
    """Compile a function to machine code, kept on disk for the next start, and dropped when any source changes."""
    return _kept(function)


def whole(function: F) -> F:
    """Compile a part so that Python can call it, as tests do; it is not kept."""
    plain: Any = getattr(function, "py_func", function)
    return cast(F, numba.njit(nogil=True, error_model="numpy")(plain))


def _part(function: F, **options: Any) -> F:
    made: Any = numba.njit
    told = {"pipeline_class": _PartCompiler, "no_cpython_wrapper": True, "no_cfunc_wrapper": True}
    return cast(F, made(nogil=True, error_model="numpy", **told, **options)(function))


def part(function: F) -> F:
    """Compile a function into machine code of those that call it."""
    return _part(function)


def bare(function: F) -> F:
    """Compile a part that makes no array of its own, and so need not count who holds those it is given.

    The counts are atomic: on small arrays they cost more than the work.
    """
    return _part(function, _nrt=False)


def inlined(function: F) -> F:
    """Compile a bare part into each place that calls it: a call hands over seven words for each of its arrays."""
    return _part(function, _nrt=False, forceinline=True)


def laid(function: F) -> F:
    """Compile a part that lays arrays out of addresses into each place that calls it."""
    return _part(function, forceinline=True)
