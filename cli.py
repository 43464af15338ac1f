"""Starts vnplan from a checkout: ``python cli.py convert plan.pdf``."""

import sys

if __name__ == "__main__":
    try:
        from vnplan.__main__ import main
    except ImportError as error:
        print(f"vnplan: {error}\n  try: make demo, or: python -m pip install -e .", file=sys.stderr)
        sys.exit(4)
    sys.exit(main())
