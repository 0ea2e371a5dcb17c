import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import phongtrao.base.fields
from django.conf import settings
from phongtrao.base.first_tables import FirstMigration
from django.db import migrations, models


class Migration(FirstMigration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('documents', '0001_initial'),
        ('indicators', '0001_initial'),
        ('orgs', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='FrameworkVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=20, verbose_name='phiên bản')),
                ('holds_from', models.DateField(verbose_name='áp dụng từ ngày')),
                ('note', models.CharField(blank=True, default='', max_length=400, verbose_name='cần kiểm tra')),
                ('levels', models.JSONField(blank=True, default=list)),
                ('frozen_at', models.DateTimeField(blank=True, null=True, verbose_name='chốt lúc')),
            ],
            options={
                'verbose_name': 'phiên bản khung kỹ năng số',
                'ordering': ('-holds_from', '-pk'),
            },
        ),
        migrations.CreateModel(
            name='Attempt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('open', 'Đang làm'), ('submitted', 'Đã nộp')], default='open', max_length=9, verbose_name='tình trạng')),
                ('number', models.PositiveSmallIntegerField(verbose_name='lần')),
                ('started_at', models.DateTimeField(verbose_name='bắt đầu lúc')),
                ('ends_at', models.DateTimeField(verbose_name='hết giờ lúc')),
                ('submitted_at', models.DateTimeField(blank=True, null=True, verbose_name='nộp lúc')),
                ('drawn', models.JSONField()),
                ('answers', models.JSONField(blank=True, default=dict, verbose_name='trả lời')),
                ('right', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='số câu đúng')),
                ('score', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='điểm (%)')),
                ('passed', models.BooleanField(blank=True, null=True, verbose_name='đạt')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.person', verbose_name='người')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit', verbose_name='đơn vị')),
            ],
            options={
                'verbose_name': 'lần tự kiểm tra',
                'indexes': [models.Index(condition=models.Q(('status', 'open')), fields=['ends_at'], name='literacy_attempt_open')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('started_at'))), name='literacy_attempt_ends_later'), models.CheckConstraint(condition=models.Q(('status', 'open'), models.Q(('passed__isnull', False), ('score__isnull', False)), _connector='OR'), name='literacy_attempt_judged')],
            },
        ),
        migrations.CreateModel(
            name='Competence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=20, verbose_name='mã')),
                ('name', models.CharField(max_length=300, verbose_name='tên')),
                ('state', models.CharField(blank=True, choices=[('', 'Theo văn bản'), ('check', 'Cần kiểm tra'), ('missing', 'Chưa có văn bản')], default='', max_length=7, verbose_name='nguồn')),
                ('depth', models.PositiveSmallIntegerField(default=0)),
                ('position', models.PositiveSmallIntegerField()),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='literacy.competence')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='competences', to='literacy.frameworkversion')),
            ],
            options={
                'verbose_name': 'năng lực',
                'ordering': ('version', 'position'),
                'constraints': [models.UniqueConstraint(fields=('version', 'position'), name='literacy_competence_place')],
            },
        ),
        migrations.CreateModel(
            name='Completion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('waiting', 'Chờ xác nhận'), ('confirmed', 'Đã xác nhận'), ('refused', 'Không xác nhận')], default='waiting', max_length=9, verbose_name='tình trạng')),
                ('level', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='mức')),
                ('done_on', models.DateField(verbose_name='hoàn thành ngày')),
                ('source', models.CharField(choices=[('test', 'Bài tự kiểm tra'), ('import', 'Nhập từ nền tảng khác'), ('typed', 'Đơn vị ghi')], max_length=6, verbose_name='nguồn')),
                ('valid_months', models.PositiveSmallIntegerField(default=0, verbose_name='có giá trị (tháng)')),
                ('reference', models.CharField(blank=True, default='', max_length=300, verbose_name='nơi học, mã tham chiếu')),
                ('reason', models.CharField(blank=True, default='', max_length=300, verbose_name='lý do không xác nhận')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='ghi lúc')),
                ('attempt', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='completion', to='literacy.attempt')),
                ('decider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit', verbose_name='đơn vị xác nhận')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.person', verbose_name='người')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit', verbose_name='đơn vị')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='literacy.frameworkversion', verbose_name='khung kỹ năng')),
            ],
            options={
                'verbose_name': 'kết quả kỹ năng số',
                'indexes': [models.Index(fields=['decider', 'status'], name='literacy_completion_waits')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('source', 'test'), _negated=True), fields=('person', 'version', 'done_on', 'source'), name='literacy_completion_once', violation_error_message='Kết quả này đã được ghi.'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'refused'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='literacy_completion_refused_why', violation_error_message='Không xác nhận thì phải ghi lý do.')],
            },
        ),
        migrations.CreateModel(
            name='Confirmation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('valid', 'Còn giá trị'), ('expired', 'Hết hạn'), ('revoked', 'Đã hủy bỏ')], default='valid', max_length=7, verbose_name='tình trạng')),
                ('decided_on', models.DateField(verbose_name='xác nhận ngày')),
                ('valid_until', models.DateField(blank=True, null=True, verbose_name='có giá trị đến hết ngày')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='hết giá trị từ ngày')),
                ('reason', models.CharField(blank=True, default='', max_length=300, verbose_name='lý do hủy bỏ')),
                ('completion', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='confirmation', to='literacy.completion')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.officialdocument', verbose_name='theo văn bản')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit', verbose_name='đơn vị xác nhận')),
            ],
            options={
                'verbose_name': 'xác nhận kỹ năng số',
                'indexes': [models.Index(condition=models.Q(('status', 'valid')), fields=['valid_until'], name='literacy_confirmation_expires')],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_until', None), ('valid_until__gte', models.F('decided_on')), _connector='OR'), name='literacy_confirmation_ends_later', violation_error_message='Ngày hết giá trị phải từ ngày xác nhận trở đi.'), models.CheckConstraint(condition=models.Q(models.Q(('ended_on', None), ('status', 'valid')), models.Q(models.Q(('status', 'valid'), _negated=True), ('ended_on__isnull', False)), _connector='OR'), name='literacy_confirmation_over_since')],
            },
        ),
        migrations.CreateModel(
            name='ConfirmationCertificate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('certificate', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='literacy_confirmation', to='documents.certificate')),
                ('confirmation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='certificate_link', to='literacy.confirmation')),
            ],
            options={
                'verbose_name': 'giấy chứng nhận của xác nhận',
            },
        ),
        migrations.CreateModel(
            name='QuestionBank',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200, verbose_name='tên ngân hàng câu hỏi')),
                ('about', models.CharField(blank=True, default='', max_length=400, verbose_name='ghi chú')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit', verbose_name='đơn vị')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='banks', to='literacy.frameworkversion', verbose_name='khung kỹ năng')),
            ],
            options={
                'verbose_name': 'ngân hàng câu hỏi',
            },
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.PositiveIntegerField(verbose_name='số')),
                ('out_since', models.DateTimeField(blank=True, null=True, verbose_name='thôi dùng từ')),
                ('bank', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='literacy.questionbank')),
            ],
            options={
                'verbose_name': 'câu hỏi',
                'constraints': [models.UniqueConstraint(fields=('bank', 'place'), name='literacy_question_place')],
            },
        ),
        migrations.CreateModel(
            name='QuestionVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='lần sửa')),
                ('is_current', models.BooleanField(default=True)),
                ('kind', models.CharField(choices=[('single', 'Một phương án đúng'), ('several', 'Nhiều phương án đúng'), ('truth', 'Đúng hay sai')], max_length=7, verbose_name='loại')),
                ('text', models.TextField(verbose_name='câu hỏi')),
                ('options', models.JSONField(verbose_name='phương án')),
                ('explanation', models.TextField(blank=True, default='', verbose_name='giải thích')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('competence', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='literacy.competence', verbose_name='năng lực')),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='literacy.question')),
            ],
            options={
                'verbose_name': 'phiên bản câu hỏi',
                'constraints': [models.UniqueConstraint(fields=('question', 'number'), name='literacy_question_version'), models.UniqueConstraint(condition=models.Q(('is_current', True)), fields=('question',), name='literacy_question_one_current')],
            },
        ),
        migrations.CreateModel(
            name='Quiz',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('draft', 'Đang soạn'), ('open', 'Đang mở'), ('closed', 'Đã đóng')], default='draft', max_length=6, verbose_name='tình trạng')),
                ('title', models.CharField(max_length=200, verbose_name='tên bài kiểm tra')),
                ('level', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='mức')),
                ('count', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1)], verbose_name='số câu')),
                ('minutes', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(240)], verbose_name='số phút')),
                ('pass_mark', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100)], verbose_name='điểm đạt (%)')),
                ('days_between', models.PositiveSmallIntegerField(verbose_name='số ngày giữa hai lần làm')),
                ('attempts', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1)], verbose_name='số lần được làm')),
                ('valid_months', models.PositiveSmallIntegerField(default=0, verbose_name='xác nhận có giá trị (tháng)')),
                ('confirmed_by', models.CharField(choices=[('unit', 'Thủ trưởng đơn vị của người làm bài'), ('owner', 'Đơn vị mở bài kiểm tra')], max_length=5, verbose_name='ai xác nhận')),
                ('bank', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='quizzes', to='literacy.questionbank')),
            ],
            options={
                'verbose_name': 'bài tự kiểm tra',
            },
        ),
        migrations.AddField(
            model_name='attempt',
            name='quiz',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='taken', to='literacy.quiz'),
        ),
        migrations.CreateModel(
            name='SkillFramework',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(blank=True, default='', max_length=30)),
                ('name', models.CharField(max_length=200, verbose_name='tên khung')),
                ('basis', models.CharField(max_length=300, verbose_name='căn cứ')),
                ('public_since', models.DateTimeField(blank=True, null=True, verbose_name='công khai số liệu từ')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit', verbose_name='đơn vị')),
            ],
            options={
                'verbose_name': 'khung kỹ năng số',
                'ordering': ('pk',),
                'constraints': [models.UniqueConstraint(condition=models.Q(('key', ''), _negated=True), fields=('owner', 'key'), name='literacy_framework_once', violation_error_message='Khung này đã được nạp.')],
            },
        ),
        migrations.AddField(
            model_name='frameworkversion',
            name='framework',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='literacy.skillframework'),
        ),
        migrations.CreateModel(
            name='TargetGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=30, verbose_name='mã')),
                ('name', models.CharField(max_length=120, verbose_name='tên nhóm')),
                ('counted', models.CharField(choices=[('staff', 'Người của đơn vị, theo tên'), ('learners', 'Người học của đơn vị, chỉ số lượng'), ('declared', 'Đơn vị khai số đạt và tổng số, chỉ số lượng')], max_length=8, verbose_name='tính từ đâu')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='thứ tự')),
                ('out_since', models.DateTimeField(blank=True, null=True, verbose_name='thôi dùng từ')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit', verbose_name='đơn vị')),
            ],
            options={
                'verbose_name': 'nhóm đối tượng',
                'ordering': ('position', 'pk'),
                'constraints': [models.UniqueConstraint(fields=('owner', 'key'), name='literacy_group_key', violation_error_message='Đã có nhóm mang mã này.')],
            },
        ),
        migrations.AddField(
            model_name='skillframework',
            name='groups',
            field=models.ManyToManyField(blank=True, related_name='frameworks', to='literacy.targetgroup', verbose_name='dành cho'),
        ),
        migrations.AddField(
            model_name='quiz',
            name='group',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='quizzes', to='literacy.targetgroup', verbose_name='dành cho'),
        ),
        migrations.CreateModel(
            name='LearnerCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(verbose_name='tính đến ngày')),
                ('done', models.PositiveIntegerField(verbose_name='số người đạt')),
                ('whole', models.PositiveIntegerField(blank=True, null=True, verbose_name='tổng số người')),
                ('reference', models.CharField(blank=True, default='', max_length=300, verbose_name='nguồn số liệu')),
                ('declared_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit', verbose_name='đơn vị')),
                ('framework', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='literacy.skillframework', verbose_name='khung kỹ năng')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='literacy.targetgroup', verbose_name='nhóm đối tượng')),
            ],
            options={
                'verbose_name': 'số người đạt kỹ năng số',
                'constraints': [models.UniqueConstraint(fields=('unit', 'group', 'framework', 'day'), name='literacy_count_once', violation_error_message='Đã có số của nhóm này, ngày này.'), models.CheckConstraint(condition=models.Q(('whole', None), ('done__lte', models.F('whole')), _connector='OR'), name='literacy_count_within', violation_error_message='Số người đạt không thể lớn hơn tổng số người.')],
            },
        ),
        migrations.CreateModel(
            name='Course',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200, verbose_name='tên')),
                ('about', models.TextField(blank=True, default='', verbose_name='giới thiệu')),
                ('kind', models.CharField(choices=[('course', 'Khóa học trực tuyến'), ('video', 'Video'), ('text', 'Tài liệu đọc'), ('app', 'Phần mềm, ứng dụng'), ('data', 'Kho học liệu, dữ liệu mở')], max_length=6, verbose_name='loại')),
                ('licence', models.CharField(choices=[('open', 'Giấy phép mở (CC)'), ('free', 'Được dùng trong ngành'), ('ask', 'Phải xin phép')], max_length=4, verbose_name='giấy phép')),
                ('holder', models.CharField(max_length=200, verbose_name='chủ sở hữu')),
                ('address', models.URLField(blank=True, default='', max_length=500, verbose_name='địa chỉ')),
                ('is_free', models.BooleanField(default=True, verbose_name='miễn phí')),
                ('is_public', models.BooleanField(default=True, verbose_name='mở cho mọi người')),
                ('out_since', models.DateTimeField(blank=True, null=True, verbose_name='thôi giới thiệu từ')),
                ('search_text', models.TextField(default='', editable=False)),
                ('sort_key', phongtrao.base.fields.SortKeyField(db_collation='C', default='', editable=False, max_length=400)),
                ('competences', models.ManyToManyField(blank=True, related_name='courses', to='literacy.competence', verbose_name='năng lực')),
                ('file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.storedfile')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit', verbose_name='đơn vị giới thiệu')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='courses', to='literacy.frameworkversion', verbose_name='khung kỹ năng')),
                ('groups', models.ManyToManyField(blank=True, related_name='courses', to='literacy.targetgroup', verbose_name='dành cho')),
            ],
            options={
                'verbose_name': 'khóa học, học liệu',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('address', ''), _negated=True), ('file__isnull', False), _connector='OR'), name='literacy_course_is_somewhere', violation_error_message='Hãy ghi địa chỉ hoặc tải tệp học liệu lên.')],
            },
        ),
        migrations.AddField(
            model_name='completion',
            name='group',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='literacy.targetgroup', verbose_name='nhóm đối tượng'),
        ),
        migrations.AddConstraint(
            model_name='attempt',
            constraint=models.UniqueConstraint(fields=('quiz', 'person', 'number'), name='literacy_attempt_number'),
        ),
        migrations.AddConstraint(
            model_name='attempt',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'open')), fields=('quiz', 'person'), name='literacy_attempt_one_open'),
        ),
        migrations.AddConstraint(
            model_name='frameworkversion',
            constraint=models.UniqueConstraint(fields=('framework', 'number'), name='literacy_version_number', violation_error_message='Khung đã có phiên bản mang số này.'),
        ),
        migrations.CreateModel(
            name='CountCall',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('open', 'Đang thu'), ('ended', 'Đã kết thúc')], default='open', max_length=5, verbose_name='tình trạng')),
                ('kinds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=12), size=None, verbose_name='loại đơn vị phải khai')),
                ('day', models.DateField(verbose_name='số tính đến ngày')),
                ('due_on', models.DateField(verbose_name='hạn khai')),
                ('framework', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='calls', to='literacy.skillframework', verbose_name='khung kỹ năng')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='literacy.targetgroup', verbose_name='nhóm đối tượng')),
            ],
            options={
                'verbose_name': 'đợt khai số người đạt',
                'ordering': ('-due_on', '-pk'),
            },
        ),
        migrations.CreateModel(
            name='Feed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('computed_on', models.DateField(verbose_name='tính đến ngày')),
                ('framework', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='feeds', to='literacy.skillframework', verbose_name='khung kỹ năng')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='literacy.targetgroup', verbose_name='nhóm đối tượng')),
                ('indicator', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='literacy_feed', to='indicators.indicator', verbose_name='chỉ số')),
            ],
            options={
                'verbose_name': 'chỉ số lấy số từ kỹ năng số',
                'ordering': ('group__position', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='LearnerResult',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='mức')),
                ('done_on', models.DateField(verbose_name='hoàn thành ngày')),
                ('reference', models.CharField(max_length=300, verbose_name='nơi học, mã tham chiếu')),
                ('confirmed_on', models.DateField(blank=True, null=True, verbose_name='xác nhận ngày')),
                ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('learner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='literacy_results', to='orgs.learner', verbose_name='người học')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='literacy.frameworkversion', verbose_name='khung kỹ năng')),
            ],
            options={
                'verbose_name': 'kết quả kỹ năng số của người học',
                'ordering': ('-done_on', '-pk'),
            },
        ),
        migrations.CreateModel(
            name='OwedCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('due_on', models.DateField(verbose_name='hạn khai')),
                ('said_on', models.DateField(blank=True, null=True, verbose_name='khai ngày')),
                ('reminded_on', models.DateField(blank=True, null=True, verbose_name='nhắc ngày')),
                ('call', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='owed', to='literacy.countcall')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit', verbose_name='đơn vị')),
            ],
            options={
                'verbose_name': 'số người đạt phải khai',
            },
        ),
        migrations.AddConstraint(
            model_name='countcall',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'open')), fields=('framework', 'group'), name='literacy_call_one_open', violation_error_message='Nhóm này đang có một đợt khai số. Hãy kết thúc đợt đó trước.'),
        ),
        migrations.AddConstraint(
            model_name='countcall',
            constraint=models.CheckConstraint(condition=models.Q(('due_on__gte', models.F('day'))), name='literacy_call_due_later', violation_error_message='Hạn khai phải từ ngày tính số trở đi.'),
        ),
        migrations.AddConstraint(
            model_name='learnerresult',
            constraint=models.UniqueConstraint(fields=('learner', 'version', 'done_on'), name='literacy_learner_result_once', violation_error_message='Kết quả này đã được ghi.'),
        ),
        migrations.AddConstraint(
            model_name='learnerresult',
            constraint=models.CheckConstraint(condition=models.Q(('confirmed_on', None), ('confirmed_on__gte', models.F('done_on')), _connector='OR'), name='literacy_learner_result_confirmed_later', violation_error_message='Ngày xác nhận phải từ ngày hoàn thành trở đi.'),
        ),
        migrations.AddIndex(
            model_name='owedcount',
            index=models.Index(condition=models.Q(('said_on', None)), fields=['due_on'], name='literacy_owed_due'),
        ),
        migrations.AddConstraint(
            model_name='owedcount',
            constraint=models.UniqueConstraint(fields=('call', 'unit'), name='literacy_owed_once'),
        ),
        migrations.CreateModel(
            name='PublishedColumn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateTimeField()),
                ('day', models.DateField(verbose_name='tính đến ngày')),
                ('rows', models.JSONField()),
                ('hidden', models.JSONField()),
                ('total', models.JSONField()),
                ('framework', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='literacy.skillframework')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='literacy.targetgroup')),
            ],
            options={
                'verbose_name': 'số liệu kỹ năng số đã công khai',
                'constraints': [models.UniqueConstraint(fields=('framework', 'group', 'since', 'day'), name='literacy_published_once')],
            },
        ),
    ]
