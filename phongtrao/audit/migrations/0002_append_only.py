"""History is refused every change by the database itself.

Lines, links, verifications and reads of sensitive data are only ever added. Values may be erased (a person's right), never
changed. Tests that clean up with TRUNCATE disable the triggers named “…_no_truncate”.
"""

from django.db import migrations

REFUSE = """
CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'audit: % on % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$
"""
ROWS = """
CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION audit_refuse()
"""
TRUNCATE = """
CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()
"""
VALUES = """
CREATE TRIGGER audit_entryvalues_no_update BEFORE UPDATE ON audit_entryvalues
    FOR EACH ROW EXECUTE FUNCTION audit_refuse()
"""


def append_only(table):
    return [
        migrations.RunSQL(
            ROWS.format(table=table), f"DROP TRIGGER {table}_append_only ON {table}"
        ),
        migrations.RunSQL(
            TRUNCATE.format(table=table), f"DROP TRIGGER {table}_no_truncate ON {table}"
        ),
    ]


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [
        migrations.RunSQL(REFUSE, "DROP FUNCTION audit_refuse()"),
        *append_only("audit_entry"),
        *append_only("audit_seal"),
        *append_only("audit_verification"),
        *append_only("audit_sensitiveread"),
        migrations.RunSQL(VALUES, "DROP TRIGGER audit_entryvalues_no_update ON audit_entryvalues"),
    ]
