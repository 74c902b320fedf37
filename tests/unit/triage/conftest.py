from __future__ import annotations

import pytest
from hypothesis import settings

from triage.detector import RedFlagDetector, default_detector
from triage.knowledge import Knowledge, load

# No deadline: the machines that run this share their cores. Derandomised: a red build must be red again.
settings.register_profile("clinical_core", deadline=None, derandomize=True, database=None)
settings.load_profile("clinical_core")


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return load()


@pytest.fixture(scope="session")
def detector() -> RedFlagDetector:
    return default_detector()
