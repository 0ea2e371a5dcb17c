import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import phongtrao.base.fields
from django.conf import settings
from phongtrao.base.first_tables import FirstMigration
from django.db import migrations, models


class Migration(FirstMigration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('councils', '0001_initial'),
        ('documents', '0001_initial'),
        ('orgs', '0001_initial'),
        ('recognition', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Regime',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=40, verbose_name='mã')),
                ('title', models.CharField(max_length=200, verbose_name='tên')),
                ('basis', models.CharField(blank=True, default='', max_length=300, verbose_name='căn cứ')),
                ('needs_check', models.BooleanField(default=False, verbose_name='cần kiểm tra')),
                ('valid_from', models.DateField(verbose_name='nhiệm vụ đề xuất từ ngày')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='đến hết ngày')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit', verbose_name='của đơn vị')),
            ],
            options={
                'verbose_name': 'quy trình nhiệm vụ KH&CN',
                'ordering': ['valid_from', 'pk'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('key', 'owner'), name='research_regime_once', nulls_distinct=False, violation_error_message='Đơn vị đã có mẫu mang mã này.'), models.CheckConstraint(condition=models.Q(('valid_to', None), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='research_regime_days', violation_error_message='Ngày hết hiệu lực phải sau ngày có hiệu lực.')],
            },
        ),
        migrations.CreateModel(
            name='RegimeVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='phiên bản')),
                ('made_at', models.DateTimeField(auto_now_add=True)),
                ('data', models.JSONField(default=dict)),
                ('applies_from', models.DateField(blank=True, null=True, verbose_name='cho nhiệm vụ đề xuất từ ngày')),
                ('ground', models.CharField(blank=True, default='', max_length=300, verbose_name='căn cứ của thay đổi')),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('regime', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='research.regime')),
            ],
            options={
                'verbose_name': 'phiên bản quy trình',
                'ordering': ['regime', '-number'],
                'constraints': [models.UniqueConstraint(fields=('regime', 'number'), name='research_regime_version')],
            },
        ),
        migrations.CreateModel(
            name='ResearchTask',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('proposed', 'Đề xuất'), ('selecting', 'Đang xét chọn'), ('approved', 'Đã phê duyệt'), ('running', 'Đang thực hiện'), ('accepting', 'Đang nghiệm thu'), ('accepted', 'Đã nghiệm thu, đạt'), ('failed', 'Nghiệm thu không đạt'), ('stopped', 'Dừng thực hiện'), ('dropped', 'Không được chọn'), ('closed', 'Đã thanh lý')], default='proposed', max_length=10, verbose_name='tình trạng')),
                ('stage', models.CharField(max_length=40, verbose_name='bước')),
                ('code', models.CharField(max_length=40, verbose_name='mã số')),
                ('title', models.CharField(max_length=400, verbose_name='tên nhiệm vụ')),
                ('about', models.TextField(blank=True, default='', verbose_name='mục tiêu, nội dung')),
                ('level', models.CharField(choices=[('base', 'Cấp cơ sở'), ('province', 'Cấp tỉnh, thành phố'), ('ministry', 'Cấp bộ'), ('nation', 'Cấp quốc gia')], max_length=8, verbose_name='cấp')),
                ('orientation', models.CharField(choices=[('application', 'Ứng dụng'), ('development', 'Ứng dụng kết hợp phát triển'), ('new', 'Hướng mới, nhiều tiềm năng')], max_length=11, verbose_name='định hướng')),
                ('fields', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), default=list, size=None, verbose_name='lĩnh vực')),
                ('proposed_on', models.DateField(verbose_name='đề xuất ngày')),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='thực hiện từ ngày')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='đến hết ngày')),
                ('accepted_on', models.DateField(blank=True, null=True, verbose_name='nghiệm thu ngày')),
                ('rating', models.CharField(blank=True, default='', max_length=20, verbose_name='xếp loại')),
                ('rating_label', models.CharField(blank=True, default='', max_length=60, verbose_name='xếp loại')),
                ('passed', models.BooleanField(blank=True, null=True)),
                ('shares_fixed_at', models.DateTimeField(blank=True, null=True)),
                ('end_reason', models.CharField(blank=True, default='', max_length=300, verbose_name='lý do')),
                ('stopped_on', models.DateField(blank=True, null=True, verbose_name='dừng ngày')),
                ('is_violation', models.BooleanField(default=False, verbose_name='dừng do vi phạm')),
                ('to_return', models.DecimalField(decimal_places=0, default=0, max_digits=15, verbose_name='kinh phí phải nộp trả')),
                ('returned_on', models.DateField(blank=True, null=True, verbose_name='đã nộp trả ngày')),
                ('search_text', models.TextField(default='', editable=False)),
                ('sort_key', phongtrao.base.fields.SortKeyField(db_collation='C', default='', editable=False, max_length=800)),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('creation', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='research_task', to='recognition.creation')),
                ('host', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='research_hosted', to='orgs.unit', verbose_name='tổ chức chủ trì')),
                ('minder', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người theo dõi')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='research_managed', to='orgs.unit', verbose_name='cơ quan quản lý')),
                ('partners', models.ManyToManyField(blank=True, related_name='research_joined', to='orgs.unit', verbose_name='đơn vị phối hợp')),
                ('regime', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tasks', to='research.regimeversion', verbose_name='quy trình')),
            ],
            options={
                'verbose_name': 'nhiệm vụ KH&CN',
                'indexes': [models.Index(fields=['host', 'status'], name='research_task_host')],
                'constraints': [models.UniqueConstraint(fields=('owner', 'code'), name='research_task_code', violation_error_message='Cơ quan quản lý đã có nhiệm vụ mang mã số này.'), models.CheckConstraint(condition=models.Q(('ends_on', None), ('starts_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='research_task_days', violation_error_message='Ngày kết thúc phải sau ngày bắt đầu thực hiện.'), models.CheckConstraint(condition=models.Q(models.Q(('accepted_on', None), ('passed', None), ('rating', '')), models.Q(('accepted_on__isnull', False), ('passed__isnull', False), models.Q(('rating', ''), _negated=True)), _connector='OR'), name='research_rated_whole'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'accepted'), _negated=True), models.Q(('passed', True), ('shares_fixed_at__isnull', False)), _connector='OR'), name='research_accepted_passed'), models.CheckConstraint(condition=models.Q(models.Q(('status__in', ('stopped', 'dropped')), _negated=True), models.Q(('end_reason', ''), _negated=True), _connector='OR'), name='research_ended_has_reason', violation_error_message='Hãy ghi lý do dừng hoặc không chọn.')],
            },
        ),
        migrations.CreateModel(
            name='Instalment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='đợt')),
                ('amount', models.DecimalField(decimal_places=0, max_digits=15, verbose_name='số tiền (đồng)')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='cấp ngày')),
                ('paid_on', models.DateField(blank=True, null=True, verbose_name='đã cấp ngày')),
                ('task', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='instalments', to='research.researchtask')),
            ],
            options={
                'verbose_name': 'đợt cấp kinh phí',
                'ordering': ['task', 'number'],
                'constraints': [models.UniqueConstraint(fields=('task', 'number'), name='research_instalment_once', violation_error_message='Đã có đợt cấp mang số này.'), models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='research_instalment_positive', violation_error_message='Số tiền phải lớn hơn 0.')],
            },
        ),
        migrations.CreateModel(
            name='Contract',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_annex', models.BooleanField(default=False, verbose_name='phụ lục')),
                ('number', models.CharField(max_length=60, verbose_name='số')),
                ('signed_on', models.DateField(verbose_name='ký ngày')),
                ('signers', models.CharField(max_length=500, verbose_name='các bên ký')),
                ('about', models.CharField(blank=True, default='', max_length=500, verbose_name='nội dung chính')),
                ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.officialdocument', verbose_name='văn bản trong sổ')),
                ('task', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='contracts', to='research.researchtask')),
            ],
            options={
                'verbose_name': 'hợp đồng, phụ lục',
                'ordering': ['task', 'is_annex', 'signed_on', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('task', 'number'), name='research_contract_number', violation_error_message='Nhiệm vụ đã có hợp đồng hoặc phụ lục mang số này.'), models.UniqueConstraint(condition=models.Q(('is_annex', False)), fields=('task',), name='research_one_contract', violation_error_message='Nhiệm vụ đã có hợp đồng. Hãy ghi phụ lục.')],
            },
        ),
        migrations.CreateModel(
            name='BudgetLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(max_length=20, verbose_name='nguồn')),
                ('year', models.PositiveSmallIntegerField(verbose_name='năm')),
                ('amount', models.DecimalField(decimal_places=0, max_digits=15, verbose_name='số tiền (đồng)')),
                ('task', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='budget', to='research.researchtask')),
            ],
            options={
                'verbose_name': 'kinh phí',
                'ordering': ['task', 'year', 'source'],
                'constraints': [models.UniqueConstraint(fields=('task', 'source', 'year'), name='research_budget_once', violation_error_message='Đã có kinh phí của nguồn và năm này.'), models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='research_budget_positive', violation_error_message='Số tiền phải lớn hơn 0.')],
            },
        ),
        migrations.CreateModel(
            name='StageRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=40)),
                ('began_on', models.DateField(verbose_name='từ ngày')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='hạn')),
                ('due_because', models.CharField(blank=True, default='', max_length=400)),
                ('done_on', models.DateField(blank=True, null=True, verbose_name='xong ngày')),
                ('ticked', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, size=None)),
                ('task', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='stages', to='research.researchtask')),
            ],
            options={
                'verbose_name': 'bước của nhiệm vụ',
                'ordering': ['task', 'pk'],
                'indexes': [models.Index(condition=models.Q(('done_on', None)), fields=['due_on'], name='research_stage_due')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('done_on', None)), fields=('task',), name='research_one_open_stage')],
            },
        ),
        migrations.CreateModel(
            name='TaskCase',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(choices=[('science_selection', 'Xét chọn'), ('science_acceptance', 'Nghiệm thu')], max_length=20, verbose_name='xét')),
                ('is_ended', models.BooleanField(default=False)),
                ('case', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='research_case', to='councils.case')),
                ('task', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='research.researchtask')),
            ],
            options={
                'verbose_name': 'nhiệm vụ trước hội đồng',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('is_ended', False)), fields=('task',), name='research_one_open_case', violation_error_message='Nhiệm vụ đang chờ hội đồng xét.')],
            },
        ),
        migrations.CreateModel(
            name='TaskChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('asked', 'Chờ xét'), ('approved', 'Được chấp thuận'), ('refused', 'Không được chấp thuận')], default='asked', max_length=8, verbose_name='tình trạng')),
                ('kind', models.CharField(choices=[('extend', 'Gia hạn'), ('budget', 'Điều chỉnh kinh phí'), ('people', 'Thay đổi người thực hiện'), ('content', 'Điều chỉnh nội dung, sản phẩm'), ('other', 'Điều chỉnh khác')], max_length=7, verbose_name='loại')),
                ('words', models.TextField(verbose_name='nội dung, lý do')),
                ('until', models.DateField(blank=True, null=True, verbose_name='gia hạn đến hết ngày')),
                ('asked_at', models.DateTimeField(auto_now_add=True)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('answer', models.CharField(blank=True, default='', max_length=300, verbose_name='số văn bản, lý do')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('task', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='research.researchtask')),
            ],
            options={
                'verbose_name': 'điều chỉnh nhiệm vụ',
                'ordering': ['task', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind', 'extend'), _negated=True), ('until__isnull', False), _connector='OR'), name='research_extension_has_day', violation_error_message='Gia hạn thì phải ghi ngày kết thúc mới.'), models.CheckConstraint(condition=models.Q(('status', 'asked'), models.Q(('answer', ''), _negated=True), _connector='OR'), name='research_change_answered', violation_error_message='Hãy ghi số văn bản chấp thuận, hoặc lý do từ chối.')],
            },
        ),
        migrations.CreateModel(
            name='TaskMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('lead', 'Chủ nhiệm'), ('secretary', 'Thư ký khoa học'), ('member', 'Thành viên chính'), ('helper', 'Thành viên')], max_length=9, verbose_name='vai trò')),
                ('work', models.CharField(blank=True, default='', max_length=300, verbose_name='nội dung tham gia')),
                ('since', models.DateField(verbose_name='từ ngày')),
                ('left_on', models.DateField(blank=True, null=True, verbose_name='thôi tham gia từ ngày')),
                ('left_because', models.CharField(blank=True, default='', max_length=300, verbose_name='lý do thôi')),
                ('share', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True, verbose_name='tỷ lệ đóng góp (%)')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='research_work', to='orgs.person', verbose_name='người')),
                ('task', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='members', to='research.researchtask')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit', verbose_name='nơi công tác khi đó')),
            ],
            options={
                'verbose_name': 'thành viên nhiệm vụ',
                'ordering': ['task', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('task', 'person'), name='research_member_once', violation_error_message='Người này đã có trong nhiệm vụ.'), models.UniqueConstraint(condition=models.Q(('left_on', None), ('role', 'lead')), fields=('task',), name='research_one_lead', violation_error_message='Nhiệm vụ đã có chủ nhiệm.'), models.CheckConstraint(condition=models.Q(('left_on', None), models.Q(('left_on__gt', models.F('since')), models.Q(('left_because', ''), _negated=True)), _connector='OR'), name='research_member_days', violation_error_message='Ngày thôi tham gia phải sau ngày bắt đầu, và hãy ghi lý do.'), models.CheckConstraint(condition=models.Q(('share', None), models.Q(('share__gt', 0), ('share__lte', 100)), _connector='OR'), name='research_member_share', violation_error_message='Tỷ lệ đóng góp lớn hơn 0 và không quá 100%.')],
            },
        ),
        migrations.CreateModel(
            name='TaskProduct',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('paper', 'Bài báo khoa học'), ('book', 'Sách, tài liệu'), ('software', 'Phần mềm, cơ sở dữ liệu'), ('process', 'Quy trình, giải pháp'), ('device', 'Thiết bị, mẫu, vật liệu'), ('training', 'Kết quả đào tạo')], max_length=8, verbose_name='loại')),
                ('title', models.CharField(max_length=300, verbose_name='tên sản phẩm')),
                ('place', models.CharField(blank=True, default='', max_length=300, verbose_name='nơi công bố, nơi lưu')),
                ('year', models.PositiveSmallIntegerField(verbose_name='năm')),
                ('task', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='products', to='research.researchtask')),
            ],
            options={
                'verbose_name': 'sản phẩm của nhiệm vụ',
                'ordering': ['task', 'year', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='TaskReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('due', 'Chưa nộp'), ('submitted', 'Đã nộp, chờ xem'), ('returned', 'Trả lại để bổ sung'), ('accepted', 'Đã chấp nhận')], default='due', max_length=9, verbose_name='tình trạng')),
                ('number', models.PositiveSmallIntegerField(verbose_name='kỳ')),
                ('due_on', models.DateField(verbose_name='hạn nộp')),
                ('done', models.TextField(blank=True, default='', verbose_name='việc đã làm')),
                ('next_work', models.TextField(blank=True, default='', verbose_name='việc kỳ tới')),
                ('trouble', models.TextField(blank=True, default='', verbose_name='khó khăn, đề nghị')),
                ('percent', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(100)], verbose_name='khối lượng hoàn thành (%)')),
                ('spent', models.DecimalField(blank=True, decimal_places=0, max_digits=15, null=True, verbose_name='đã chi (đồng)')),
                ('pace', models.CharField(blank=True, choices=[('on_time', 'Đúng tiến độ'), ('slow', 'Có nguy cơ chậm'), ('late', 'Chậm tiến độ')], default='', max_length=7, verbose_name='tự đánh giá')),
                ('submitted_at', models.DateTimeField(blank=True, null=True)),
                ('answer', models.TextField(blank=True, default='', verbose_name='ý kiến của cơ quan quản lý')),
                ('submitted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('task', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='reports', to='research.researchtask')),
            ],
            options={
                'verbose_name': 'báo cáo định kỳ của nhiệm vụ',
                'ordering': ['task', 'number'],
                'indexes': [models.Index(condition=models.Q(('status__in', ('due', 'returned'))), fields=['due_on'], name='research_report_due')],
                'constraints': [models.UniqueConstraint(fields=('task', 'number'), name='research_report_once'), models.CheckConstraint(condition=models.Q(('status__in', ('due', 'returned')), models.Q(models.Q(('done', ''), _negated=True), models.Q(('pace', ''), _negated=True), ('percent__isnull', False), ('submitted_at__isnull', False)), _connector='OR'), name='research_report_handed_in_whole', violation_error_message='Hãy ghi việc đã làm, khối lượng hoàn thành và tự đánh giá tiến độ.')],
            },
        ),
        migrations.CreateModel(
            name='TaskVisit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(verbose_name='kiểm tra ngày')),
                ('team', models.CharField(max_length=300, verbose_name='thành phần kiểm tra')),
                ('found', models.TextField(verbose_name='nhận xét')),
                ('asked', models.TextField(blank=True, default='', verbose_name='kiến nghị')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='khắc phục trước ngày')),
                ('followed', models.TextField(blank=True, default='', verbose_name='kết quả khắc phục')),
                ('closed_on', models.DateField(blank=True, null=True, verbose_name='đóng kiến nghị ngày')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('task', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='visits', to='research.researchtask')),
            ],
            options={
                'verbose_name': 'kiểm tra nhiệm vụ',
                'ordering': ['task', '-day', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('asked', ''), ('due_on__isnull', False), _connector='OR'), name='research_visit_asks_by_a_day', violation_error_message='Có kiến nghị thì phải ghi hạn khắc phục.'), models.CheckConstraint(condition=models.Q(('closed_on', None), models.Q(('followed', ''), _negated=True), _connector='OR'), name='research_visit_closed_with_words', violation_error_message='Hãy ghi kết quả khắc phục trước khi đóng kiến nghị.')],
            },
        ),
    ]
