from __future__ import annotations

from pathlib import Path

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.domain import Domain
from rasa.shared.importers.importer import TrainingDataImporter
from talk import ROOT, Talk

from assistant.red_flag_policy import RedFlagPolicy


@pytest.fixture(scope="session")
def domain() -> Domain:
    """The domain with the answers of ``data/answers`` in it, as Rasa trains on it."""
    importer = TrainingDataImporter.load_from_config(
        str(ROOT / "config.yml"), str(ROOT / "domain.yml"), [str(ROOT / "data" / "answers")]
    )
    return importer.get_domain()


@pytest.fixture
def storage(tmp_path: Path) -> ModelStorage:
    return LocalModelStorage.create(tmp_path)


@pytest.fixture(scope="session")
def context() -> ExecutionContext:
    return ExecutionContext(GraphSchema({}), node_name="under_test")


@pytest.fixture
def policy(storage: ModelStorage, context: ExecutionContext) -> RedFlagPolicy:
    """Made, not loaded: loading applies the patches, which have tests of their own."""
    return RedFlagPolicy(RedFlagPolicy.get_default_config(), storage, Resource("policy"), context)


@pytest.fixture
def talk(domain: Domain, policy: RedFlagPolicy) -> Talk:
    """A person who has not said anything yet."""
    return Talk(domain, policy)
