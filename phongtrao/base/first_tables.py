"""The first migration of an app: its tables are made as they stand at the end of it.

Django draws all models anew for every single step, and each model with everything it leads to: for a few hundred
of them a minute of processor time before the first page. Nothing stands in the tables of an app yet, so its
models are drawn once, whole, and the tables follow from them.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import ProjectState

# Steps that only finish what a CreateModel began; the whole table has it already.
FINISHING = (migrations.AddField, migrations.AddConstraint, migrations.AddIndex)


class FirstMigration(migrations.Migration):
    """Of CreateModel and what finishes it; other steps run in their order, after the tables before them."""

    def apply(
        self,
        project_state: ProjectState,
        schema_editor: BaseDatabaseSchemaEditor,
        collect_sql: bool = False,  # noqa: ARG002, FBT001, FBT002 -- as Django calls it
    ) -> ProjectState:
        project_state.__dict__.pop("apps", None)  # drawn when it is next asked for
        for operation in self.operations:
            operation.state_forwards(self.app_label, project_state)
        for operation in self.operations:
            if not isinstance(operation, FINISHING):
                operation.database_forwards(
                    self.app_label, schema_editor, project_state, project_state
                )
        return project_state
