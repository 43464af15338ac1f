"""The compiled modules; everything else is in pyproject.toml."""

from setuptools import Extension, setup

setup(
    ext_modules=[
        Extension(
            name,
            [f"{name.replace('.', '/')}.c"],
            define_macros=[("Py_LIMITED_API", "0x030B0000")],
            py_limited_api=True,
        )
        for name in ("vnplan.clean._marks", "vnplan.restore._decoder", "vnplan.source._fax")
    ],
    options={"bdist_wheel": {"py_limited_api": "cp311"}},
)
