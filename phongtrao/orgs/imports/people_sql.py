"""Matching, comparing and writing people, set by set. Temporary tables live as long as the transaction.

``importing`` holds the sheet as cleaned, ``placed`` each row beside the person and the post it means.
A NULL in ``importing`` is a blank cell or a missing column, and changes nothing.
"""

# A transaction may check twice: once for the preview, once for the writing.
CLEAR = "DROP TABLE IF EXISTS importing, placed"

STAGE = """
    CREATE TEMP TABLE importing (
        place int, code text, full_name text, sort_key text, search_text text,
        birth_date date, sex text, home_town text, qualification text,
        unit_id bigint, position text, category text, is_full boolean, is_frontline boolean,
        since date, known bigint
    ) ON COMMIT DROP
"""

MATCH_BY_CODE = """
    UPDATE importing i SET known = p.id FROM orgs_person p WHERE p.code = i.code
"""

# Who has no code yet is met by name in the same unit, as long as days of birth do not differ and
# only one person can be meant. Nobody's code follows from that where there is an account: CODED.
MATCH_BY_NAME = """
    UPDATE importing i SET known = m.id FROM (
        SELECT i.place, min(p.id) AS id
        FROM importing i
        JOIN orgs_person p ON p.search_text = i.search_text
        JOIN orgs_post t ON t.person_id = p.id AND t.unit_id = i.unit_id AND t.days @> %(today)s
        WHERE i.known IS NULL AND (i.code IS NULL OR p.code IS NULL)
            AND coalesce(p.birth_date = i.birth_date, true)
        GROUP BY i.place HAVING count(DISTINCT p.id) = 1
    ) m WHERE m.place = i.place
"""

# What becomes of the post: begin a new one, move (end the old one the day before), turn (the same
# in one unit), edit what was written wrong, keep.
PLACE = """
    CREATE TEMP TABLE placed ON COMMIT DROP AS
    SELECT i.*, p.id IS NULL AS is_new,
        coalesce(p.id, nextval(
            -- Looked up once: asked for each row it takes as long as all the rest.
            (SELECT pg_get_serial_sequence('orgs_person', 'id')::regclass)
        )) AS person_id,
        t.id AS post_id, t.unit_id AS post_unit, lower(t.days) AS post_since,
        t.position AS post_position, t.category AS post_category,
        t.is_frontline AS post_frontline, t.is_full AS post_full,
        p.code IS DISTINCT FROM coalesce(i.code, p.code)
            OR p.full_name <> coalesce(i.full_name, p.full_name)
            OR p.birth_date IS DISTINCT FROM coalesce(i.birth_date, p.birth_date)
            OR p.sex <> coalesce(i.sex, p.sex)
            OR p.home_town <> coalesce(i.home_town, p.home_town)
            OR p.qualification <> coalesce(i.qualification, p.qualification) AS is_changed,
        CASE
            WHEN i.unit_id IS NULL THEN 'keep'
            WHEN t.id IS NULL THEN 'begin'
            WHEN t.unit_id <> i.unit_id AND i.is_full IS FALSE THEN 'begin'
            WHEN t.unit_id <> i.unit_id THEN 'move'
            WHEN i.since > lower(t.days)
                AND (i.position <> t.position OR i.category <> t.category) THEN 'turn'
            WHEN i.position <> t.position OR i.category <> t.category
                OR i.is_frontline <> t.is_frontline OR i.since <> lower(t.days) THEN 'edit'
            ELSE 'keep'
        END AS deed
    FROM importing i
    LEFT JOIN orgs_person p ON p.id = i.known
    LEFT JOIN LATERAL (
        SELECT * FROM orgs_post t WHERE t.person_id = p.id AND t.days @> %(today)s
        ORDER BY t.unit_id = i.unit_id DESC, t.is_full DESC, t.id LIMIT 1
    ) t ON true
"""

MEANT_TWICE = """
    SELECT d.place, min(o.place) FROM placed d
    JOIN placed o ON o.person_id = d.person_id AND o.place < d.place
    WHERE NOT d.is_new GROUP BY d.place
"""

# The province's gateway signs in by code (accounts.oidc): who says which code somebody bears, says
# who gets into the account.
CODED = """
    SELECT d.place FROM placed d JOIN orgs_person p ON p.id = d.person_id
    WHERE p.user_id IS NOT NULL AND p.code IS DISTINCT FROM coalesce(d.code, p.code)
"""

# Somebody else's: works, or last worked, at no unit within reach. Who never worked anywhere is kept
# at the top only, as accounts of no unit are.
FOREIGN = """
    SELECT d.place FROM placed d
    LEFT JOIN LATERAL (
        SELECT bool_or(t.unit_id = ANY(%(mine)s)) AS is_mine, count(*) AS posts
        FROM orgs_post t WHERE t.person_id = d.person_id
        AND NOT (isempty(t.days) OR t.days << daterange(%(today)s, NULL))
    ) now ON true
    LEFT JOIN LATERAL (
        SELECT t.unit_id = ANY(%(mine)s) AS is_mine
        FROM orgs_post t WHERE t.person_id = d.person_id AND NOT isempty(t.days)
        ORDER BY upper(t.days) DESC NULLS FIRST, t.id DESC LIMIT 1
    ) last ON true
    WHERE NOT d.is_new AND CASE
        WHEN now.posts > 0 THEN NOT now.is_mine
        WHEN %(keeps_loose)s THEN false
        ELSE last.is_mine IS NOT TRUE
    END
"""

# One full post a day: the database would refuse these, without saying which row it was.
OVERLAPPING = """
    SELECT d.place, u.name, lower(t.days) FROM placed d
    JOIN orgs_post t ON t.person_id = d.person_id AND t.is_full
        AND t.id IS DISTINCT FROM d.post_id AND t.days && daterange(d.since, NULL)
    JOIN orgs_unit u ON u.id = t.unit_id
    WHERE d.deed <> 'keep' AND coalesce(d.is_full, d.post_full, true) AND d.since IS NOT NULL
"""

# A post whose end is set cannot be corrected to begin after it.
BACKWARDS = """
    SELECT d.place, upper(t.days) FROM placed d JOIN orgs_post t ON t.id = d.post_id
    WHERE d.deed = 'edit' AND d.since >= upper(t.days)
"""

MOVES = """
    SELECT d.place, d.post_unit, u.name, d.since, d.post_since,
        NOT (d.post_unit = ANY(%(mine)s)) AS is_foreign
    FROM placed d JOIN orgs_unit u ON u.id = d.post_unit WHERE d.deed = 'move'
"""

BEGINNINGS = """
    SELECT place, unit_id IS NULL, position IS NULL, category IS NULL, since IS NULL
    FROM placed WHERE (deed = 'begin' OR (is_new AND unit_id IS NULL))
        AND (unit_id IS NULL OR position IS NULL OR category IS NULL OR since IS NULL)
"""

COUNTS = """
    SELECT count(*) FILTER (WHERE is_new),
        count(*) FILTER (WHERE NOT is_new AND (is_changed OR deed <> 'keep')),
        count(*) FILTER (WHERE NOT is_new AND NOT is_changed AND deed = 'keep')
    FROM placed WHERE place <> ALL(%(bad)s)
"""

CHANGES = """
    SELECT d.place, d.person_id, d.deed, d.code, p.code, d.full_name, p.full_name, d.birth_date, p.birth_date,
        d.sex, p.sex, d.home_town, p.home_town, d.qualification, p.qualification,
        d.position, d.post_position, d.category, d.post_category,
        d.is_frontline, d.post_frontline, d.since, d.post_since, n.name, o.name, p.full_name
    FROM placed d JOIN orgs_person p ON p.id = d.person_id
    LEFT JOIN orgs_unit n ON n.id = d.unit_id LEFT JOIN orgs_unit o ON o.id = d.post_unit
    WHERE NOT d.is_new AND (d.is_changed OR d.deed <> 'keep') AND d.place <> ALL(%(bad)s)
    ORDER BY d.place LIMIT %(most)s
"""

# New rows that look like somebody who is there under another code, or under none.
TWINS = """
    SELECT d.place, p.id, p.full_name, p.code, u.name FROM placed d
    JOIN orgs_person p ON p.search_text = d.search_text
    JOIN orgs_post t ON t.person_id = p.id AND t.days @> %(today)s AND t.unit_id = ANY(%(mine)s)
    JOIN orgs_unit u ON u.id = t.unit_id
    WHERE d.is_new AND (p.birth_date = d.birth_date
        OR (t.unit_id = d.unit_id AND (p.birth_date IS NULL OR d.birth_date IS NULL)))
    ORDER BY d.place LIMIT %(most)s
"""

WRITE = (
    """
    INSERT INTO orgs_person (id, code, full_name, sort_key, search_text,
        birth_date, sex, home_town, qualification)
    SELECT person_id, code, full_name, sort_key, search_text, birth_date,
        coalesce(sex, ''), coalesce(home_town, ''), coalesce(qualification, '')
    FROM placed WHERE is_new
    """,
    """
    UPDATE orgs_person p SET code = coalesce(d.code, p.code),
        full_name = coalesce(d.full_name, p.full_name),
        sort_key = coalesce(d.sort_key, p.sort_key),
        search_text = coalesce(d.search_text, p.search_text),
        birth_date = coalesce(d.birth_date, p.birth_date),
        sex = coalesce(d.sex, p.sex), home_town = coalesce(d.home_town, p.home_town),
        qualification = coalesce(d.qualification, p.qualification)
    FROM placed d WHERE d.person_id = p.id AND NOT d.is_new AND d.is_changed
    """,
    """
    UPDATE orgs_post t SET days = daterange(lower(t.days), least(upper(t.days), d.since))
    FROM placed d WHERE t.id = d.post_id AND d.deed IN ('move', 'turn')
    """,
    """
    UPDATE orgs_post t SET position = coalesce(d.position, t.position),
        category = coalesce(d.category, t.category),
        is_frontline = coalesce(d.is_frontline, t.is_frontline),
        days = daterange(coalesce(d.since, lower(t.days)), upper(t.days))
    FROM placed d WHERE t.id = d.post_id AND d.deed = 'edit'
    """,
    """
    INSERT INTO orgs_post (person_id, unit_id, position, category, is_full, is_frontline, days)
    SELECT person_id, unit_id, coalesce(position, post_position),
        coalesce(category, post_category),
        coalesce(is_full, CASE WHEN deed = 'turn' THEN post_full END, true),
        coalesce(is_frontline, CASE WHEN deed = 'turn' THEN post_frontline END, true),
        daterange(since, NULL)
    FROM placed WHERE deed IN ('begin', 'move', 'turn')
    """,
    """
    INSERT INTO orgs_importedrows (act_id, subject, first, last)
    SELECT %(act)s, 'person', min(person_id), max(person_id) FROM (
        SELECT person_id, person_id - row_number() OVER (ORDER BY person_id) AS run
        FROM placed WHERE is_new OR is_changed OR deed <> 'keep'
    ) written GROUP BY run
    """,
)
