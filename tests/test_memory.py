"""What a process that reads pages is told once."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest


@pytest.mark.parametrize(("chosen", "cores"), [(None, "1"), ("3", "3")])
def test_pictures_take_one_core_unless_the_user_gives_more(chosen: str | None, cores: str) -> None:
    """OpenCV is imported before, as the program's own imports do."""
    program = (
        "import cv2; from vnplan.memory import work_on_one_core; work_on_one_core();"
        "print(cv2.getNumThreads())"
    )
    environment = {k: v for k, v in os.environ.items() if k != "OPENCV_FOR_THREADS_NUM"}
    environment |= {"OPENCV_FOR_THREADS_NUM": chosen} if chosen else {}
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == cores
