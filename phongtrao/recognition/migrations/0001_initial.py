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
    ]

    operations = [
        migrations.CreateModel(
            name='Adoption',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('tried', 'Đang áp dụng thử'), ('used', 'Đang áp dụng'), ('ended', 'Thôi áp dụng')], default='tried', max_length=6, verbose_name='tình trạng')),
                ('since', models.DateField(verbose_name='từ ngày')),
                ('until', models.DateField(blank=True, null=True, verbose_name='đến hết ngày')),
                ('effect', models.TextField(blank=True, default='', verbose_name='hiệu quả tại đơn vị')),
                ('people', models.PositiveIntegerField(blank=True, null=True, verbose_name='số người dùng, hưởng lợi')),
                ('end_reason', models.CharField(blank=True, default='', max_length=300, verbose_name='lý do thôi áp dụng')),
                ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='thủ trưởng xác nhận lúc')),
                ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('evidence', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='adoptions', to='documents.evidence')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='adoptions', to='orgs.unit', verbose_name='đơn vị áp dụng')),
            ],
            options={
                'verbose_name': 'áp dụng ở đơn vị khác',
                'indexes': [models.Index(fields=['unit', 'status'], name='recognition_adoption_unit')],
                'constraints': [models.CheckConstraint(condition=models.Q(('until', None), ('until__gte', models.F('since')), _connector='OR'), name='recognition_adoption_days', violation_error_message='Ngày thôi áp dụng phải sau ngày bắt đầu.'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'used'), _negated=True), models.Q(models.Q(('effect', ''), _negated=True), ('confirmed_at__isnull', False)), _connector='OR'), name='recognition_used_has_effect', violation_error_message='Hãy ghi hiệu quả tại đơn vị trước khi xác nhận.'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'ended'), _negated=True), models.Q(('end_reason', ''), _negated=True), _connector='OR'), name='recognition_ended_has_reason', violation_error_message='Thôi áp dụng thì phải ghi lý do.')],
            },
        ),
        migrations.CreateModel(
            name='AdoptionFigure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='số liệu')),
                ('measure', models.CharField(max_length=40, verbose_name='đơn vị tính')),
                ('before', models.DecimalField(decimal_places=2, max_digits=14, verbose_name='trước')),
                ('after', models.DecimalField(decimal_places=2, max_digits=14, verbose_name='sau')),
                ('adoption', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='figures', to='recognition.adoption')),
            ],
            options={
                'verbose_name': 'số liệu áp dụng',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Creation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('initiative', 'Sáng kiến'), ('research', 'Kết quả nghiên cứu'), ('practice', 'Mô hình, cách làm hay')], max_length=10, verbose_name='loại')),
                ('title', models.CharField(max_length=400, verbose_name='tên')),
                ('summary', models.TextField(blank=True, default='', verbose_name='tóm tắt')),
                ('search_text', models.TextField(default='', editable=False)),
                ('sort_key', phongtrao.base.fields.SortKeyField(db_collation='C', default='', editable=False, max_length=800)),
                ('area', models.CharField(blank=True, default='', max_length=300, verbose_name='lĩnh vực')),
                ('theme', models.CharField(blank=True, default='', max_length=300, verbose_name='chủ đề')),
                ('solution', models.CharField(blank=True, default='', max_length=100, verbose_name='loại giải pháp')),
                ('tags', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=300), blank=True, default=list, size=None, verbose_name='thẻ')),
                ('year', models.CharField(max_length=20, verbose_name='năm học, năm')),
                ('is_listed', models.BooleanField(default=True, verbose_name='có trong thư viện')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='creations', to='orgs.unit', verbose_name='nơi tạo ra')),
            ],
            options={
                'verbose_name': 'công trình',
                'indexes': [models.Index(fields=['unit', 'year'], name='recognition_creation_unit')],
            },
        ),
        migrations.AddField(
            model_name='adoption',
            name='creation',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='adoptions', to='recognition.creation'),
        ),
        migrations.CreateModel(
            name='CreationFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='tên tệp')),
                ('creation', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='files', to='recognition.creation')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='creation_files', to='documents.storedfile')),
            ],
            options={
                'verbose_name': 'tệp của công trình',
                'ordering': ['name', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('creation', 'file'), name='recognition_file_once', violation_error_message='Tệp này đã có trong công trình.')],
            },
        ),
        migrations.CreateModel(
            name='CreationShare',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('share', models.DecimalField(decimal_places=2, max_digits=5, verbose_name='tỷ lệ đóng góp (%)')),
                ('is_first', models.BooleanField(default=False, verbose_name='tác giả chính')),
                ('creation', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='shares', to='recognition.creation')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='creation_shares', to='orgs.person')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit')),
            ],
            options={
                'verbose_name': 'tác giả công trình',
                'ordering': ['-is_first', '-share', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('creation', 'person'), name='recognition_share_once'), models.CheckConstraint(condition=models.Q(('share__gt', 0), ('share__lte', 100)), name='recognition_share')],
            },
        ),
        migrations.CreateModel(
            name='IpAsset',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('patent', 'Sáng chế'), ('utility', 'Giải pháp hữu ích'), ('design', 'Kiểu dáng công nghiệp'), ('copyright', 'Quyền tác giả, phần mềm'), ('mark', 'Nhãn hiệu')], max_length=10, verbose_name='loại')),
                ('stage', models.CharField(choices=[('filed', 'Đã nộp đơn'), ('granted', 'Đã được cấp'), ('refused', 'Bị từ chối'), ('lapsed', 'Hết hiệu lực')], default='filed', max_length=8, verbose_name='tình trạng')),
                ('title', models.CharField(max_length=300, verbose_name='tên')),
                ('filing_number', models.CharField(max_length=60, verbose_name='số đơn')),
                ('filed_on', models.DateField(verbose_name='nộp đơn ngày')),
                ('grant_number', models.CharField(blank=True, default='', max_length=60, verbose_name='số văn bằng')),
                ('granted_on', models.DateField(blank=True, null=True, verbose_name='cấp ngày')),
                ('renew_by', models.DateField(blank=True, null=True, verbose_name='gia hạn trước ngày')),
                ('creation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='ip_assets', to='recognition.creation', verbose_name='từ công trình')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ip_assets', to='orgs.unit', verbose_name='chủ sở hữu')),
            ],
            options={
                'verbose_name': 'tài sản trí tuệ',
                'indexes': [models.Index(condition=models.Q(('renew_by__isnull', False)), fields=['renew_by'], name='recognition_ip_renew')],
                'constraints': [models.UniqueConstraint(fields=('kind', 'filing_number'), name='recognition_ip_once', violation_error_message='Đã có đơn mang số này.'), models.CheckConstraint(condition=models.Q(models.Q(('stage', 'granted'), _negated=True), models.Q(models.Q(('grant_number', ''), _negated=True), ('granted_on__isnull', False)), _connector='OR'), name='recognition_granted_has_number', violation_error_message='Đã được cấp thì phải ghi số và ngày của văn bằng.')],
            },
        ),
        migrations.CreateModel(
            name='Objection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('open', 'Chờ trả lời'), ('upheld', 'Khiếu nại đúng'), ('rejected', 'Khiếu nại không đúng'), ('withdrawn', 'Người gửi đã rút')], default='open', max_length=10, verbose_name='tình trạng')),
                ('words', models.TextField(verbose_name='nội dung')),
                ('raised_at', models.DateTimeField(auto_now_add=True)),
                ('answer', models.TextField(blank=True, default='', verbose_name='trả lời')),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='objections', to='councils.case')),
                ('creation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='objections', to='recognition.creation')),
                ('raised_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người gửi')),
            ],
            options={
                'verbose_name': 'khiếu nại',
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ('open', 'withdrawn')), models.Q(('answer', ''), _negated=True), _connector='OR'), name='recognition_answered_has_words', violation_error_message='Trả lời khiếu nại thì phải ghi rõ.'), models.CheckConstraint(condition=models.Q(('creation__isnull', False), ('case__isnull', False), _connector='OR'), name='recognition_objection_about_something'), models.UniqueConstraint(condition=models.Q(('status', 'open')), fields=('case', 'raised_by'), name='recognition_one_open_objection', violation_error_message='Anh chị đã gửi kiến nghị và đang chờ trả lời.')],
            },
        ),
        migrations.CreateModel(
            name='Quota',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('percent', models.DecimalField(decimal_places=2, max_digits=5, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)], verbose_name='tỷ lệ tối thiểu (%)')),
                ('calendar', models.CharField(choices=[('school_year', 'Năm học'), ('calendar_year', 'Năm dương lịch')], max_length=13, verbose_name='tính theo')),
                ('counted_on', models.CharField(max_length=5, verbose_name='số người tính đến ngày (ngày/tháng)')),
                ('basis', models.CharField(max_length=300, verbose_name='căn cứ')),
                ('owner', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='initiative_quota', to='orgs.unit', verbose_name='đơn vị đặt chỉ tiêu')),
            ],
            options={
                'verbose_name': 'chỉ tiêu sáng kiến',
                'constraints': [models.CheckConstraint(condition=models.Q(('percent__gt', 0), ('percent__lte', 100)), name='recognition_quota_percent', violation_error_message='Tỷ lệ phải lớn hơn 0 và không quá 100.')],
            },
        ),
        migrations.CreateModel(
            name='RecognitionDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('scope', models.CharField(choices=[('base', 'Cấp cơ sở'), ('department', 'Cấp ngành'), ('province', 'Cấp tỉnh'), ('ministry', 'Cấp bộ, ban, ngành'), ('nation', 'Toàn quốc')], max_length=10, verbose_name='phạm vi ảnh hưởng')),
                ('kind', models.CharField(choices=[('initiative', 'Sáng kiến'), ('research', 'Kết quả nghiên cứu'), ('practice', 'Mô hình, cách làm hay')], max_length=10, verbose_name='loại')),
                ('year', models.CharField(max_length=20, verbose_name='năm học, năm')),
                ('facts', models.JSONField(default=dict)),
                ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='lập lúc')),
                ('document', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='recognition_decision', to='documents.officialdocument')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.storedfile')),
                ('template', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.templateversion')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recognition_decisions', to='orgs.unit', verbose_name='cơ quan công nhận')),
            ],
            options={
                'verbose_name': 'quyết định công nhận',
            },
        ),
        migrations.CreateModel(
            name='Replication',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('proposed', 'Được đề nghị nhân rộng'), ('shortlisted', 'Vào danh sách ngắn'), ('replicated', 'Đã có văn bản nhân rộng'), ('dropped', 'Không nhân rộng')], default='proposed', max_length=12, verbose_name='tình trạng')),
                ('reason', models.TextField(blank=True, default='', verbose_name='vì sao nên nhân rộng')),
                ('proposed_at', models.DateTimeField(auto_now_add=True)),
                ('drop_reason', models.CharField(blank=True, default='', max_length=300, verbose_name='lý do')),
                ('creation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='replication', to='recognition.creation')),
                ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replications', to='documents.officialdocument', verbose_name='văn bản nhân rộng')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='replications', to='orgs.unit', verbose_name='cơ quan xem xét')),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'nhân rộng',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('status', 'replicated'), _negated=True), ('document__isnull', False), _connector='OR'), name='recognition_replicated_has_paper', violation_error_message='Nhân rộng theo một văn bản. Hãy chọn văn bản.'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'dropped'), _negated=True), models.Q(('drop_reason', ''), _negated=True), _connector='OR'), name='recognition_dropped_has_reason', violation_error_message='Không nhân rộng thì phải ghi lý do.')],
            },
        ),
        migrations.CreateModel(
            name='SavedCreation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('saved_at', models.DateTimeField(auto_now_add=True)),
                ('creation', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='recognition.creation')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'công trình đọc sau',
                'constraints': [models.UniqueConstraint(fields=('creation', 'user'), name='recognition_saved_once')],
            },
        ),
        migrations.CreateModel(
            name='ScopeRecognition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('scope', models.CharField(choices=[('base', 'Cấp cơ sở'), ('department', 'Cấp ngành'), ('province', 'Cấp tỉnh'), ('ministry', 'Cấp bộ, ban, ngành'), ('nation', 'Toàn quốc')], max_length=10, verbose_name='phạm vi ảnh hưởng')),
                ('decided_on', models.DateField(verbose_name='công nhận ngày')),
                ('decision', models.CharField(blank=True, default='', max_length=60, verbose_name='số quyết định')),
                ('effect', models.TextField(blank=True, default='', verbose_name='hiệu quả áp dụng')),
                ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='ghi lúc')),
                ('revoked_on', models.DateField(blank=True, null=True, verbose_name='hủy bỏ từ ngày')),
                ('revoke_reason', models.CharField(blank=True, default='', max_length=300, verbose_name='lý do hủy bỏ')),
                ('case', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='scope_recognition', to='councils.case')),
                ('creation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scopes', to='recognition.creation')),
                ('decided_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit', verbose_name='cơ quan công nhận')),
                ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='scope_recognitions', to='documents.officialdocument', verbose_name='quyết định')),
                ('revoked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.officialdocument', verbose_name='quyết định hủy bỏ')),
            ],
            options={
                'verbose_name': 'công nhận phạm vi ảnh hưởng',
                'constraints': [models.UniqueConstraint(condition=models.Q(('revoked_on', None)), fields=('creation', 'scope'), name='recognition_scope_once', violation_error_message='Công trình đã được công nhận ở phạm vi này.'), models.CheckConstraint(condition=models.Q(('revoked_on', None), models.Q(('revoke_reason', ''), _negated=True), _connector='OR'), name='recognition_revoked_has_reason', violation_error_message='Hủy bỏ thì phải ghi lý do.')],
            },
        ),
        migrations.CreateModel(
            name='DecisionLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='recognition.recognitiondecision')),
                ('recognition', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='decision_line', to='recognition.scoperecognition')),
            ],
            options={
                'verbose_name': 'dòng danh sách công nhận',
            },
        ),
        migrations.CreateModel(
            name='ScopeRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('asked', 'Chờ xét'), ('granted', 'Đã công nhận'), ('refused', 'Không công nhận'), ('withdrawn', 'Đã rút')], default='asked', max_length=10, verbose_name='tình trạng')),
                ('scope', models.CharField(choices=[('base', 'Cấp cơ sở'), ('department', 'Cấp ngành'), ('province', 'Cấp tỉnh'), ('ministry', 'Cấp bộ, ban, ngành'), ('nation', 'Toàn quốc')], max_length=10, verbose_name='phạm vi đề nghị')),
                ('effect', models.TextField(verbose_name='hiệu quả áp dụng, nơi đã áp dụng')),
                ('asked_at', models.DateTimeField(auto_now_add=True)),
                ('refuse_reason', models.TextField(blank=True, default='', verbose_name='lý do không công nhận')),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('creation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scope_requests', to='recognition.creation')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scope_requests', to='orgs.unit', verbose_name='nơi tiếp nhận')),
            ],
            options={
                'verbose_name': 'đề nghị công nhận phạm vi',
                'constraints': [models.UniqueConstraint(condition=models.Q(('status', 'asked')), fields=('creation', 'scope'), name='recognition_scope_asked_once', violation_error_message='Đã có đề nghị ở phạm vi này đang chờ xét.'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'refused'), _negated=True), models.Q(('refuse_reason', ''), _negated=True), _connector='OR'), name='recognition_refused_has_reason', violation_error_message='Không công nhận thì phải ghi lý do.')],
            },
        ),
        migrations.CreateModel(
            name='ShareCertificate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('certificate', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='creation_share', to='documents.certificate')),
                ('share', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='certificates', to='recognition.creationshare')),
            ],
            options={
                'verbose_name': 'giấy chứng nhận của tác giả',
            },
        ),
        migrations.AddConstraint(
            model_name='adoption',
            constraint=models.UniqueConstraint(fields=('creation', 'unit'), name='recognition_adoption_once', violation_error_message='Đơn vị đã ghi áp dụng công trình này.'),
        ),
    ]
