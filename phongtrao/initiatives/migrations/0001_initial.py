import django.contrib.postgres.fields
import django.db.models.deletion
import phongtrao.base.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('councils', '0001_initial'),
        ('documents', '0001_initial'),
        ('orgs', '0001_initial'),
        ('plans', '0001_initial'),
        ('recognition', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Initiative',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('draft', 'Đang viết'), ('submitted', 'Đã nộp, chờ kiểm tra'), ('returned', 'Trả lại để bổ sung'), ('valid', 'Hợp lệ, chờ xét'), ('recognised', 'Được công nhận'), ('refused', 'Không được công nhận'), ('withdrawn', 'Đã rút')], default='draft', max_length=10, verbose_name='tình trạng')),
                ('title', models.CharField(max_length=400, verbose_name='tên sáng kiến')),
                ('search_text', models.CharField(default='', editable=False, max_length=500)),
                ('sort_key', phongtrao.base.fields.SortKeyField(db_collation='C', default='', editable=False, max_length=800)),
                ('solution', models.CharField(blank=True, choices=[('technical', 'Giải pháp kỹ thuật'), ('management', 'Giải pháp quản lý'), ('working', 'Giải pháp tác nghiệp'), ('application', 'Giải pháp ứng dụng tiến bộ kỹ thuật')], default='', max_length=12, verbose_name='loại giải pháp')),
                ('area', models.CharField(blank=True, default='', max_length=60, verbose_name='lĩnh vực')),
                ('theme', models.CharField(blank=True, default='', max_length=60, verbose_name='chủ đề')),
                ('tags', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), blank=True, default=list, size=None)),
                ('first_use', models.CharField(blank=True, choices=[('first', 'Áp dụng lần đầu'), ('trial', 'Áp dụng thử')], default='', max_length=5, verbose_name='hình thức áp dụng')),
                ('first_used_on', models.DateField(blank=True, null=True, verbose_name='áp dụng từ ngày')),
                ('values', models.JSONField(blank=True, default=dict)),
                ('secret_keys', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=10), blank=True, default=list, size=None)),
                ('saved_at', models.DateTimeField(auto_now_add=True, verbose_name='lưu lúc')),
                ('saved', models.PositiveIntegerField(default=0)),
                ('saved_from', models.CharField(blank=True, default='', editable=False, max_length=36)),
                ('submitted_at', models.DateTimeField(blank=True, null=True, verbose_name='nộp lúc')),
                ('checked_at', models.DateTimeField(blank=True, null=True, verbose_name='kiểm tra lúc')),
                ('return_reason', models.TextField(blank=True, default='', verbose_name='lý do trả lại')),
                ('conclusion', models.TextField(blank=True, default='', verbose_name='ý kiến của hội đồng')),
                ('asked_back', models.TextField(blank=True, default='', verbose_name='lý do đề nghị rút')),
                ('case', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='initiative', to='councils.case')),
                ('creation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='initiatives', to='recognition.creation')),
                ('earlier_cases', models.ManyToManyField(blank=True, related_name='earlier_initiatives', to='councils.case')),
                ('sent_from', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sent_to', to='initiatives.initiative', verbose_name='được gửi lên từ')),
                ('started_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='initiatives', to='orgs.unit', verbose_name='đơn vị của tác giả')),
            ],
            options={
                'verbose_name': 'sáng kiến',
                'indexes': [models.Index(fields=['unit', 'status'], name='initiatives_of_unit')],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ('draft', 'returned', 'withdrawn')), ('submitted_at__isnull', False), _connector='OR'), name='initiatives_handed_in_has_moment')],
            },
        ),
        migrations.CreateModel(
            name='FirstUser',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='họ và tên')),
                ('workplace', models.CharField(blank=True, default='', max_length=200, verbose_name='nơi công tác')),
                ('work', models.CharField(max_length=300, verbose_name='việc đã làm')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='first_uses', to='orgs.person')),
                ('initiative', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='first_users', to='initiatives.initiative')),
            ],
            options={
                'verbose_name': 'người tham gia áp dụng lần đầu',
            },
        ),
        migrations.CreateModel(
            name='Effect',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('name', models.CharField(max_length=200, verbose_name='nội dung so sánh')),
                ('measure', models.CharField(max_length=40, verbose_name='đơn vị tính')),
                ('before', models.DecimalField(decimal_places=2, max_digits=14, verbose_name='trước khi áp dụng')),
                ('after', models.DecimalField(decimal_places=2, max_digits=14, verbose_name='sau khi áp dụng')),
                ('initiative', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='effects', to='initiatives.initiative')),
            ],
            options={
                'verbose_name': 'số liệu so sánh',
                'ordering': ['position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='EarlierDraft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('data', models.JSONField()),
                ('kept_at', models.DateTimeField(auto_now_add=True)),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('initiative', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='earlier_drafts', to='initiatives.initiative')),
            ],
            options={
                'verbose_name': 'bản nháp trước',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='InitiativeRound',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('draft', 'Đang lập'), ('open', 'Đang nhận hồ sơ'), ('judging', 'Đang xét'), ('ended', 'Đã kết thúc')], default='draft', max_length=8, verbose_name='tình trạng')),
                ('title', models.CharField(max_length=200, verbose_name='tên đợt xét')),
                ('level', models.CharField(choices=[('team', 'Tổ chuyên môn'), ('school', 'Trường'), ('commune', 'Xã, phường, đặc khu'), ('cluster', 'Cụm'), ('department', 'Sở'), ('province', 'Tỉnh, thành phố')], max_length=10, verbose_name='cấp xét')),
                ('year', models.CharField(max_length=20, verbose_name='năm học, năm')),
                ('guide', models.TextField(blank=True, default='', verbose_name='hướng dẫn')),
                ('line', models.CharField(choices=[('admin', 'Tuyến hành chính'), ('prof', 'Tuyến chuyên môn')], default='prof', max_length=5)),
                ('kinds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=12), blank=True, default=list, size=None)),
                ('levels', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=14), blank=True, default=list, size=None)),
                ('opens_on', models.DateField(verbose_name='nhận từ ngày')),
                ('closes_on', models.DateField(verbose_name='nhận đến hết ngày')),
                ('check_days', models.PositiveSmallIntegerField(default=30, verbose_name='số ngày kiểm tra hợp lệ')),
                ('decide_days', models.PositiveSmallIntegerField(default=90, verbose_name='số ngày xét công nhận')),
                ('is_blind', models.BooleanField(default=False, verbose_name='phản biện không biết tên tác giả')),
                ('themes', models.JSONField(blank=True, default=list, verbose_name='chủ đề')),
                ('areas', models.JSONField(blank=True, default=list, verbose_name='lĩnh vực')),
                ('tags', models.JSONField(blank=True, default=list, verbose_name='thẻ')),
                ('checklist', models.JSONField(blank=True, default=list, verbose_name='điều kiện hợp lệ')),
                ('council', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='initiative_rounds', to='councils.council', verbose_name='hội đồng')),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('form', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.formversion', verbose_name='mẫu báo cáo')),
                ('guide_document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='initiative_rounds', to='documents.officialdocument', verbose_name='văn bản hướng dẫn')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='initiative_rounds', to='orgs.unit', verbose_name='đơn vị tổ chức')),
                ('rubric', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='councils.rubricversion', verbose_name='phiếu chấm')),
                ('task', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='initiative_rounds', to='plans.task', verbose_name='theo nhiệm vụ của kế hoạch')),
                ('upper', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='lower', to='initiatives.initiativeround', verbose_name='gửi lên đợt xét')),
                ('voting', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='councils.councilrule', verbose_name='quy tắc biểu quyết')),
            ],
            options={
                'verbose_name': 'đợt xét sáng kiến',
                'indexes': [models.Index(fields=['owner', '-closes_on'], name='initiatives_round_newest')],
                'constraints': [models.CheckConstraint(condition=models.Q(('closes_on__gte', models.F('opens_on'))), name='initiatives_round_days', violation_error_message='Ngày kết thúc nhận hồ sơ phải sau ngày bắt đầu.')],
            },
        ),
        migrations.AddField(
            model_name='initiative',
            name='round',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='initiatives', to='initiatives.initiativeround'),
        ),
        migrations.CreateModel(
            name='InitiativeVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='phiên bản')),
                ('data', models.JSONField(default=dict)),
                ('hash', models.CharField(max_length=64)),
                ('made_at', models.DateTimeField(auto_now_add=True)),
                ('initiative', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='initiatives.initiative')),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'phiên bản sáng kiến',
                'ordering': ['initiative', '-number'],
                'constraints': [models.UniqueConstraint(fields=('initiative', 'number'), name='initiatives_version_once')],
            },
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.TextField(verbose_name='câu hỏi')),
                ('asked_at', models.DateTimeField(auto_now_add=True)),
                ('answer', models.TextField(blank=True, default='', verbose_name='trả lời')),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('initiative', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='initiatives.initiative')),
            ],
            options={
                'verbose_name': 'câu hỏi cho tác giả',
            },
        ),
        migrations.CreateModel(
            name='UseProof',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('asked', 'Chờ đơn vị xác nhận'), ('confirmed', 'Đã xác nhận'), ('declined', 'Không xác nhận')], default='asked', max_length=10, verbose_name='tình trạng')),
                ('since', models.DateField(blank=True, null=True, verbose_name='áp dụng từ ngày')),
                ('until', models.DateField(blank=True, null=True, verbose_name='đến hết ngày')),
                ('effect', models.TextField(blank=True, default='', verbose_name='hiệu quả tại đơn vị')),
                ('asked_at', models.DateTimeField(auto_now_add=True)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('reason', models.CharField(blank=True, default='', max_length=300, verbose_name='lý do không xác nhận')),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('evidence', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='use_proofs', to='documents.evidence')),
                ('initiative', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='use_proofs', to='initiatives.initiative')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='use_proofs', to='orgs.unit', verbose_name='đơn vị áp dụng')),
            ],
            options={
                'verbose_name': 'xác nhận áp dụng',
                'constraints': [models.UniqueConstraint(fields=('initiative', 'unit'), name='initiatives_use_proof_once', violation_error_message='Đã hỏi đơn vị này.')],
            },
        ),
        migrations.CreateModel(
            name='ValidityCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('answers', models.JSONField(default=dict)),
                ('is_valid', models.BooleanField(verbose_name='hợp lệ')),
                ('words', models.TextField(blank=True, default='', verbose_name='ý kiến')),
                ('made_at', models.DateTimeField(auto_now_add=True)),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='checks', to='initiatives.initiativeversion')),
            ],
            options={
                'verbose_name': 'kiểm tra hợp lệ',
                'constraints': [models.CheckConstraint(condition=models.Q(('is_valid', True), models.Q(('words', ''), _negated=True), _connector='OR'), name='initiatives_return_has_words', violation_error_message='Trả lại thì phải ghi cần bổ sung điều gì.')],
            },
        ),
        migrations.CreateModel(
            name='Mark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=10)),
                ('passage', models.CharField(blank=True, default='', max_length=300, verbose_name='đoạn')),
                ('words', models.CharField(max_length=500, verbose_name='cần sửa')),
                ('check_made', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='marks', to='initiatives.validitycheck')),
            ],
            options={
                'verbose_name': 'chỗ cần sửa',
            },
        ),
        migrations.CreateModel(
            name='Authorship',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_first', models.BooleanField(default=False, verbose_name='tác giả chính')),
                ('share', models.DecimalField(decimal_places=2, max_digits=5, verbose_name='tỷ lệ đóng góp (%)')),
                ('part', models.CharField(blank=True, default='', max_length=300, verbose_name='phần đóng góp')),
                ('status', models.CharField(choices=[('asked', 'Chờ xác nhận'), ('confirmed', 'Đã xác nhận'), ('declined', 'Không đồng ý')], default='asked', max_length=10)),
                ('reason', models.CharField(blank=True, default='', max_length=300, verbose_name='lý do không đồng ý')),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='authorships', to='orgs.person', verbose_name='tác giả')),
                ('initiative', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='authorships', to='initiatives.initiative')),
            ],
            options={
                'verbose_name': 'tác giả sáng kiến',
                'ordering': ['-is_first', '-share', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('initiative', 'person'), name='initiatives_author_once', violation_error_message='Người này đã là tác giả của sáng kiến.'), models.UniqueConstraint(condition=models.Q(('is_first', True)), fields=('initiative',), name='initiatives_one_first_author'), models.CheckConstraint(condition=models.Q(('share__gt', 0), ('share__lte', 100)), name='initiatives_share', violation_error_message='Tỷ lệ đóng góp lớn hơn 0 và không quá 100%.')],
            },
        ),
        migrations.CreateModel(
            name='InitiativeFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='tên tệp')),
                ('key', models.CharField(blank=True, default='', max_length=10)),
                ('is_secret', models.BooleanField(default=False, verbose_name='chỉ hội đồng được xem')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='initiative_files', to='documents.storedfile')),
                ('initiative', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='files', to='initiatives.initiative')),
            ],
            options={
                'verbose_name': 'tệp của sáng kiến',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('initiative', 'file'), name='initiatives_file_once', violation_error_message='Tệp này đã có trong hồ sơ.')],
            },
        ),
        migrations.AddIndex(
            model_name='initiative',
            index=models.Index(fields=['round', 'status'], name='initiatives_of_round'),
        ),
    ]
