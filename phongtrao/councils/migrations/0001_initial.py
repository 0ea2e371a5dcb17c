import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from phongtrao.base.first_tables import FirstMigration
from django.db import migrations, models


class Migration(FirstMigration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('documents', '0001_initial'),
        ('orgs', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Council',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('draft', 'Đang lập'), ('active', 'Đang hoạt động'), ('ended', 'Đã kết thúc nhiệm kỳ')], default='draft', max_length=8, verbose_name='tình trạng')),
                ('title', models.CharField(max_length=200, verbose_name='tên hội đồng')),
                ('case_kinds', models.JSONField(default=list, verbose_name='nội dung xét')),
                ('starts_on', models.DateField(verbose_name='nhiệm kỳ từ ngày')),
                ('ends_on', models.DateField(verbose_name='nhiệm kỳ đến ngày')),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decision', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='councils', to='documents.officialdocument', verbose_name='quyết định thành lập')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='councils', to='orgs.unit', verbose_name='của đơn vị')),
            ],
            options={
                'verbose_name': 'hội đồng',
                'indexes': [models.Index(fields=['unit', '-starts_on'], name='councils_council_newest')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='councils_council_days', violation_error_message='Ngày kết thúc nhiệm kỳ phải sau ngày bắt đầu.'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'active'), _negated=True), ('decision__isnull', False), _connector='OR'), name='councils_active_has_decision', violation_error_message='Hội đồng hoạt động theo một quyết định thành lập.')],
            },
        ),
        migrations.CreateModel(
            name='Case',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('open', 'Chờ xét'), ('listed', 'Đã đưa vào phiên họp'), ('decided', 'Đã có kết quả, chờ áp dụng'), ('applied', 'Đã áp dụng kết quả'), ('withdrawn', 'Đã rút')], default='open', max_length=10, verbose_name='tình trạng')),
                ('kind', models.CharField(max_length=40)),
                ('number', models.PositiveIntegerField(verbose_name='số thứ tự')),
                ('title', models.CharField(max_length=400, verbose_name='nội dung')),
                ('outcome', models.CharField(blank=True, default='', max_length=20)),
                ('outcome_label', models.CharField(blank=True, default='', max_length=100, verbose_name='kết quả')),
                ('passes', models.BooleanField(blank=True, null=True)),
                ('score', models.DecimalField(blank=True, decimal_places=2, max_digits=7, null=True, verbose_name='điểm')),
                ('grade', models.CharField(blank=True, default='', max_length=60, verbose_name='xếp loại')),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('applied_at', models.DateTimeField(blank=True, null=True)),
                ('withdraw_reason', models.CharField(blank=True, default='', max_length=300, verbose_name='lý do rút')),
                ('council', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='councils.council')),
            ],
            options={
                'verbose_name': 'hồ sơ xét',
                'constraints': [models.UniqueConstraint(fields=('council', 'number'), name='councils_case_number'), models.CheckConstraint(condition=models.Q(models.Q(('status__in', ('decided', 'applied')), _negated=True), models.Q(('outcome', ''), _negated=True), _connector='OR'), name='councils_decided_has_outcome'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'withdrawn'), _negated=True), models.Q(('withdraw_reason', ''), _negated=True), _connector='OR'), name='councils_withdrawn_has_reason', violation_error_message='Rút hồ sơ thì phải ghi lý do.')],
            },
        ),
        migrations.CreateModel(
            name='CouncilRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=40, verbose_name='mã')),
                ('title', models.CharField(max_length=200, verbose_name='tên')),
                ('basis', models.CharField(blank=True, default='', max_length=300, verbose_name='căn cứ')),
                ('needs_check', models.BooleanField(default=False, verbose_name='cần kiểm tra')),
                ('of', models.CharField(choices=[('composition', 'Thành phần hội đồng'), ('voting', 'Biểu quyết')], max_length=12, verbose_name='loại quy tắc')),
                ('data', models.JSONField(default=dict)),
                ('valid_from', models.DateField(blank=True, null=True, verbose_name='có hiệu lực từ')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='hết hiệu lực sau ngày')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit', verbose_name='của đơn vị')),
            ],
            options={
                'verbose_name': 'quy tắc của hội đồng',
                'ordering': ['of', 'position', 'pk'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('of', 'key', 'owner'), name='councils_rule_once', nulls_distinct=False, violation_error_message='Đã có quy tắc mang mã này. Hãy đặt mã khác.'), models.CheckConstraint(condition=models.Q(('valid_from', None), ('valid_to', None), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='councils_rule_days', violation_error_message='Ngày hết hiệu lực phải sau ngày có hiệu lực.')],
            },
        ),
        migrations.AddField(
            model_name='council',
            name='composition',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='councils.councilrule', verbose_name='quy tắc thành phần'),
        ),
        migrations.CreateModel(
            name='Item',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('waiting', 'Chưa biểu quyết'), ('voting', 'Đang biểu quyết'), ('counted', 'Đã kiểm phiếu'), ('left', 'Chuyển phiên sau'), ('withdrawn', 'Hồ sơ đã rút')], default='waiting', max_length=9, verbose_name='tình trạng')),
                ('position', models.PositiveIntegerField(verbose_name='thứ tự')),
                ('mode', models.CharField(choices=[('open', 'Biểu quyết công khai'), ('secret', 'Bỏ phiếu kín trên hệ thống'), ('paper', 'Bỏ phiếu giấy')], default='open', max_length=8, verbose_name='hình thức')),
                ('rule', models.JSONField(blank=True, default=dict)),
                ('rule_title', models.CharField(blank=True, default='', max_length=200, verbose_name='quy tắc biểu quyết')),
                ('turn', models.PositiveSmallIntegerField(default=0, verbose_name='lần biểu quyết')),
                ('void_reason', models.CharField(blank=True, default='', max_length=200, verbose_name='lý do bỏ phiếu lại hoặc rút hồ sơ')),
                ('dossier_hash', models.CharField(blank=True, default='', max_length=64)),
                ('tally', models.JSONField(blank=True, null=True)),
                ('opened_at', models.DateTimeField(blank=True, null=True)),
                ('counted_at', models.DateTimeField(blank=True, null=True)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='councils.case')),
            ],
            options={
                'verbose_name': 'nội dung phiên họp',
                'ordering': ['position', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('status', 'counted'), ('tally__isnull', False)), models.Q(models.Q(('status', 'counted'), _negated=True), ('tally', None)), _connector='OR'), name='councils_counted_has_tally')],
            },
        ),
        migrations.CreateModel(
            name='BallotBox',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('turn', models.PositiveSmallIntegerField()),
                ('public_key', models.BinaryField()),
                ('sealed', django.contrib.postgres.fields.ArrayField(base_field=models.BinaryField(), default=list, size=None)),
                ('item', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='box', to='councils.item')),
            ],
            options={
                'verbose_name': 'hòm phiếu',
            },
        ),
        migrations.CreateModel(
            name='Member',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('chair', 'Chủ tịch'), ('vice', 'Phó Chủ tịch'), ('secretary', 'Thư ký'), ('reviewer', 'Ủy viên phản biện'), ('member', 'Ủy viên')], max_length=10, verbose_name='vai trò')),
                ('position', models.CharField(blank=True, default='', max_length=200, verbose_name='chức vụ, đơn vị')),
                ('is_of_union', models.BooleanField(default=False, verbose_name='đại diện công đoàn')),
                ('expertise', models.JSONField(blank=True, default=list, verbose_name='chuyên môn')),
                ('days', django.contrib.postgres.fields.ranges.DateRangeField(verbose_name='thời gian')),
                ('reason', models.CharField(blank=True, default='', max_length=300, verbose_name='lý do thay')),
                ('council', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='councils.council')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='council_seats', to='orgs.person', verbose_name='người')),
                ('replaces', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='councils.member')),
            ],
            options={
                'verbose_name': 'thành viên hội đồng',
                'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(models.Func(models.F('council'), models.F('council'), models.Value('[]'), function='int8range', output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField()), '&&'), (models.Func(models.F('person'), models.F('person'), models.Value('[]'), function='int8range', output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField()), '&&'), ('days', '&&')], name='councils_member_once', violation_error_message='Người này đã là thành viên hội đồng trong thời gian ấy.'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('role', 'chair')), expressions=[(models.Func(models.F('council'), models.F('council'), models.Value('[]'), function='int8range', output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField()), '&&'), ('days', '&&')], name='councils_one_chair', violation_error_message='Hội đồng đã có chủ tịch trong thời gian ấy.')],
            },
        ),
        migrations.AddField(
            model_name='item',
            name='tellers',
            field=models.ManyToManyField(blank=True, related_name='+', to='councils.member'),
        ),
        migrations.CreateModel(
            name='Conflict',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ground', models.CharField(choices=[('author', 'Là tác giả'), ('coauthor', 'Là đồng tác giả'), ('nominee', 'Là người được đề nghị khen thưởng'), ('unit', 'Cùng đơn vị với tác giả'), ('supervisor', 'Là người phụ trách trực tiếp của tác giả'), ('relative', 'Có quan hệ đã kê khai'), ('cluster', 'Cùng cụm thi đua'), ('declared', 'Thành viên tự khai'), ('pinned', 'Thư ký ghi')], max_length=10, verbose_name='lý do')),
                ('status', models.CharField(choices=[('standing', 'Không tham gia xét'), ('denied', 'Được tham gia, có lý do')], default='standing', max_length=8)),
                ('note', models.CharField(blank=True, default='', max_length=300, verbose_name='ghi chú')),
                ('set_at', models.DateTimeField(auto_now_add=True)),
                ('case', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='conflicts', to='councils.case')),
                ('set_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='conflicts', to='councils.member')),
            ],
            options={
                'verbose_name': 'xung đột lợi ích',
                'constraints': [models.UniqueConstraint(fields=('case', 'member', 'ground'), name='councils_conflict_once'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'denied'), _negated=True), models.Q(('note', ''), _negated=True), _connector='OR'), name='councils_denied_has_reason', violation_error_message='Cho tham gia xét thì phải ghi lý do.')],
            },
        ),
        migrations.CreateModel(
            name='PaperCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('turn', models.PositiveSmallIntegerField()),
                ('counts', models.JSONField(default=dict)),
                ('spoilt', models.PositiveIntegerField(default=0, verbose_name='phiếu không hợp lệ')),
                ('item', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='paper_counts', to='councils.item')),
                ('teller', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='councils.member')),
            ],
            options={
                'verbose_name': 'kết quả đếm phiếu giấy',
                'constraints': [models.UniqueConstraint(fields=('item', 'turn', 'teller'), name='councils_count_once')],
            },
        ),
        migrations.CreateModel(
            name='Relation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.CharField(max_length=200, verbose_name='quan hệ')),
                ('declared_at', models.DateTimeField(auto_now_add=True)),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='thôi từ ngày')),
                ('other', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='orgs.person', verbose_name='với người')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='declared_relations', to='orgs.person')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit', verbose_name='với đơn vị')),
            ],
            options={
                'verbose_name': 'quan hệ đã kê khai',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('other__isnull', False), ('unit', None)), models.Q(('other', None), ('unit__isnull', False)), _connector='OR'), name='councils_relation_one_side', violation_error_message='Hãy chọn một người hoặc một đơn vị.'), models.CheckConstraint(condition=models.Q(('other', None), models.Q(('other', models.F('person')), _negated=True), _connector='OR'), name='councils_relation_not_self', violation_error_message='Không kê khai quan hệ với chính mình.')],
            },
        ),
        migrations.CreateModel(
            name='Rubric',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=40, verbose_name='mã')),
                ('title', models.CharField(max_length=200, verbose_name='tên')),
                ('basis', models.CharField(blank=True, default='', max_length=300, verbose_name='căn cứ')),
                ('needs_check', models.BooleanField(default=False, verbose_name='cần kiểm tra')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit', verbose_name='của đơn vị')),
            ],
            options={
                'verbose_name': 'phiếu chấm',
                'ordering': ['title', 'pk'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('key', 'owner'), name='councils_rubric_once', nulls_distinct=False, violation_error_message='Đơn vị đã có mẫu mang mã này.')],
            },
        ),
        migrations.CreateModel(
            name='RubricVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='phiên bản')),
                ('made_at', models.DateTimeField(auto_now_add=True)),
                ('data', models.JSONField(default=dict)),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('rubric', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='councils.rubric')),
            ],
            options={
                'verbose_name': 'phiên bản phiếu chấm',
                'ordering': ['rubric', '-number'],
                'constraints': [models.UniqueConstraint(fields=('rubric', 'number'), name='councils_rubric_version')],
            },
        ),
        migrations.CreateModel(
            name='ScoreSheet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('assigned', 'Chưa chấm'), ('draft', 'Đang chấm'), ('final', 'Đã chấm xong'), ('void', 'Không còn giá trị')], default='assigned', max_length=8, verbose_name='tình trạng')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='hạn chấm')),
                ('asked_because', models.CharField(blank=True, default='', max_length=200, verbose_name='lý do phân công')),
                ('scores', models.JSONField(blank=True, default=dict)),
                ('notes', models.JSONField(blank=True, default=dict)),
                ('comment', models.TextField(blank=True, default='', verbose_name='nhận xét chung')),
                ('total', models.DecimalField(blank=True, decimal_places=2, max_digits=7, null=True, verbose_name='tổng điểm')),
                ('dossier_hash', models.CharField(blank=True, default='', max_length=64)),
                ('finished_at', models.DateTimeField(blank=True, null=True, verbose_name='chấm xong lúc')),
                ('void_reason', models.CharField(blank=True, default='', max_length=200, verbose_name='lý do hủy')),
                ('assigned_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='phân công lúc')),
                ('reminded_on', models.DateField(blank=True, null=True)),
                ('assigned_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='sheets', to='councils.case')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sheets', to='councils.member')),
                ('rubric', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sheets', to='councils.rubricversion')),
            ],
            options={
                'verbose_name': 'phiếu chấm của thành viên',
                'indexes': [models.Index(condition=models.Q(('status__in', ('assigned', 'draft'))), fields=['member', 'due_on'], name='councils_sheet_open')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('status', 'void'), _negated=True), fields=('case', 'member'), name='councils_sheet_once', violation_error_message='Thành viên này đã được phân công chấm hồ sơ.'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'final'), _negated=True), models.Q(('finished_at__isnull', False), ('total__isnull', False)), _connector='OR'), name='councils_final_has_total')],
            },
        ),
        migrations.CreateModel(
            name='Sitting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('planned', 'Đã lên lịch'), ('open', 'Đang họp'), ('closed', 'Đã bế mạc'), ('cancelled', 'Đã hủy')], default='planned', max_length=10, verbose_name='tình trạng')),
                ('number', models.PositiveIntegerField(verbose_name='phiên số')),
                ('starts_at', models.DateTimeField(verbose_name='họp lúc')),
                ('place', models.CharField(blank=True, default='', max_length=200, verbose_name='địa điểm')),
                ('note', models.TextField(blank=True, default='', verbose_name='diễn biến')),
                ('opened_at', models.DateTimeField(blank=True, null=True)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('chair', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='councils.member', verbose_name='chủ trì')),
                ('council', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='sittings', to='councils.council')),
                ('secretary', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='councils.member', verbose_name='thư ký')),
            ],
            options={
                'verbose_name': 'phiên họp',
                'indexes': [models.Index(fields=['starts_at'], name='councils_sitting_day')],
                'constraints': [models.UniqueConstraint(fields=('council', 'number'), name='councils_sitting_number')],
            },
        ),
        migrations.CreateModel(
            name='Presence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('absent', 'Vắng'), ('present', 'Có mặt'), ('wrote', 'Gửi ý kiến bằng văn bản')], default='absent', max_length=8, verbose_name='có mặt')),
                ('reason', models.CharField(blank=True, default='', max_length=200, verbose_name='lý do vắng')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='presences', to='councils.member')),
                ('sitting', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='presences', to='councils.sitting')),
            ],
            options={
                'verbose_name': 'điểm danh',
                'constraints': [models.UniqueConstraint(fields=('sitting', 'member'), name='councils_presence_once')],
            },
        ),
        migrations.AddField(
            model_name='item',
            name='sitting',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='items', to='councils.sitting'),
        ),
        migrations.CreateModel(
            name='SittingPaper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('minutes', 'Biên bản họp'), ('ballot', 'Phiếu bầu'), ('counting', 'Biên bản kiểm phiếu'), ('scores', 'Bảng tổng hợp điểm')], max_length=10)),
                ('paper', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='sitting_paper', to='documents.paper')),
                ('sitting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='councils.sitting')),
            ],
            options={
                'verbose_name': 'văn bản của phiên họp',
            },
        ),
        migrations.CreateModel(
            name='Vote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('turn', models.PositiveSmallIntegerField()),
                ('choice', models.CharField(max_length=20)),
                ('dossier_hash', models.CharField(max_length=64)),
                ('is_written', models.BooleanField(default=False, verbose_name='bằng văn bản')),
                ('words', models.TextField(blank=True, default='', verbose_name='ý kiến')),
                ('file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='written_votes', to='documents.storedfile')),
                ('item', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='votes', to='councils.item')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='councils.member')),
            ],
            options={
                'verbose_name': 'phiếu biểu quyết',
                'constraints': [models.UniqueConstraint(fields=('item', 'member', 'turn'), name='councils_vote_once')],
            },
        ),
        migrations.CreateModel(
            name='Voter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_recused', models.BooleanField(default=False, verbose_name='không tham gia do xung đột lợi ích')),
                ('has_voted', models.BooleanField(default=False, verbose_name='đã bỏ phiếu')),
                ('item', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='voters', to='councils.item')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='councils.member')),
            ],
            options={
                'verbose_name': 'người biểu quyết',
                'constraints': [models.UniqueConstraint(fields=('item', 'member'), name='councils_voter_once'), models.CheckConstraint(condition=models.Q(('is_recused', False), ('has_voted', False), _connector='OR'), name='councils_recused_votes_not', violation_error_message='Thành viên này không tham gia biểu quyết nội dung này.')],
            },
        ),
        migrations.AddConstraint(
            model_name='item',
            constraint=models.UniqueConstraint(fields=('sitting', 'case'), name='councils_item_once'),
        ),
    ]
