import django.db.models.deletion
from django.conf import settings
from phongtrao.base.first_tables import FirstMigration
from django.db import migrations, models


class Migration(FirstMigration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('documents', '0001_initial'),
        ('orgs', '0001_initial'),
        ('plans', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='ActivityKind',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=30, unique=True, verbose_name='mã')),
                ('name', models.CharField(max_length=120, unique=True, verbose_name='tên')),
                ('group', models.CharField(max_length=80, verbose_name='nhóm')),
                ('fields', models.JSONField(blank=True, default=list, verbose_name='ô riêng của loại')),
                ('quantity', models.CharField(blank=True, default='', max_length=60, verbose_name='đếm thêm')),
                ('needs_evidence', models.BooleanField(default=False, verbose_name='cần minh chứng')),
                ('has_participants', models.BooleanField(default=False, verbose_name='có danh sách người dự')),
                ('has_score', models.BooleanField(default=False, verbose_name='có điểm của từng người')),
                ('has_certificate', models.BooleanField(default=False, verbose_name='có số chứng nhận của từng người')),
                ('basis', models.CharField(blank=True, default='', max_length=200, verbose_name='căn cứ')),
                ('to_check', models.BooleanField(default=False, verbose_name='cần kiểm tra')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='thứ tự')),
                ('out_since', models.DateField(blank=True, null=True, verbose_name='thôi dùng từ')),
            ],
            options={
                'verbose_name': 'loại hoạt động',
                'ordering': ['position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Checklist',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=30, unique=True, verbose_name='mã')),
                ('title', models.CharField(max_length=200, verbose_name='tên')),
                ('basis', models.CharField(blank=True, default='', max_length=300, verbose_name='căn cứ')),
                ('valid_from', models.DateField(verbose_name='dùng từ ngày')),
                ('out_since', models.DateField(blank=True, null=True, verbose_name='thôi dùng từ')),
                ('to_check', models.BooleanField(default=False, verbose_name='cần kiểm tra')),
                ('lines', models.JSONField(default=list, verbose_name='các mục')),
            ],
            options={
                'verbose_name': 'danh mục kiểm tra',
                'ordering': ['title', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Activity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('draft', 'Nháp'), ('recorded', 'Đã ghi nhận'), ('confirmed', 'Đã xác nhận'), ('returned', 'Trả lại'), ('joined', 'Gộp vào hoạt động khác')], default='draft', max_length=9, verbose_name='tình trạng')),
                ('title', models.CharField(max_length=300, verbose_name='tên hoạt động')),
                ('starts_on', models.DateField(verbose_name='ngày')),
                ('ends_on', models.DateField(verbose_name='đến ngày')),
                ('place', models.CharField(blank=True, default='', max_length=200, verbose_name='địa điểm')),
                ('channel', models.CharField(blank=True, choices=[('portal', 'Cổng, trang thông tin'), ('social', 'Mạng xã hội'), ('press', 'Báo, đài'), ('meeting', 'Trực tiếp'), ('print', 'Pa nô, ấn phẩm'), ('other', 'Kênh khác')], default='', max_length=7, verbose_name='kênh')),
                ('about', models.TextField(blank=True, default='', verbose_name='kết quả')),
                ('audiences', models.JSONField(blank=True, default=dict, verbose_name='đối tượng')),
                ('people', models.PositiveIntegerField(default=0, verbose_name='số người')),
                ('quantity', models.PositiveIntegerField(default=1, verbose_name='số lượng')),
                ('values', models.JSONField(blank=True, default=dict, verbose_name='ô riêng')),
                ('was', models.CharField(blank=True, default='', editable=False, max_length=9)),
                ('reason', models.CharField(blank=True, default='', max_length=300, verbose_name='lý do trả lại')),
                ('search_text', models.TextField(default='', editable=False)),
                ('confirmed_by', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('evidence', models.ManyToManyField(blank=True, related_name='activities', to='documents.evidence', verbose_name='minh chứng')),
                ('movement', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='activities', to='plans.movement', verbose_name='phong trào')),
                ('recorded_by', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('same_as', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='twins', to='activities.activity')),
                ('task', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='activities', to='plans.task', verbose_name='nhiệm vụ')),
                ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='activities', to='orgs.unit', verbose_name='đơn vị ghi')),
                ('kind', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to='activities.activitykind', verbose_name='loại')),
            ],
            options={
                'verbose_name': 'hoạt động',
                'indexes': [models.Index(fields=['unit', 'starts_on'], name='activities_activity_unit_day'), models.Index(fields=['kind', 'starts_on'], name='activities_activity_kind_day')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='activities_activity_ends_later', violation_error_message='Ngày kết thúc phải từ ngày bắt đầu trở đi.'), models.CheckConstraint(condition=models.Q(models.Q(('same_as__isnull', False), ('status', 'joined')), models.Q(models.Q(('status', 'joined'), _negated=True), ('same_as', None)), _connector='OR'), name='activities_activity_joined_to'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'returned'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='activities_activity_returned_why', violation_error_message='Trả lại thì phải ghi lý do.')],
            },
        ),
        migrations.CreateModel(
            name='Apart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('one', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='activities.activity')),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='activities.activity')),
            ],
            options={
                'verbose_name': 'hai hoạt động khác nhau',
                'constraints': [models.UniqueConstraint(fields=('one', 'other'), name='activities_apart_once'), models.CheckConstraint(condition=models.Q(('one__lt', models.F('other'))), name='activities_apart_in_order')],
            },
        ),
        migrations.CreateModel(
            name='Attendee',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('result', models.CharField(choices=[('attended', 'Đã dự'), ('passed', 'Đạt')], default='attended', max_length=8, verbose_name='kết quả')),
                ('score', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True, verbose_name='điểm')),
                ('certificate', models.CharField(blank=True, default='', max_length=60, verbose_name='số chứng nhận')),
                ('activity', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='attendees', to='activities.activity')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.person', verbose_name='người')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit', verbose_name='đơn vị')),
            ],
            options={
                'verbose_name': 'người dự',
                'constraints': [models.UniqueConstraint(fields=('activity', 'person'), name='activities_attendee_once', violation_error_message='Người này đã có trong danh sách người dự.'), models.CheckConstraint(condition=models.Q(('score', None), ('score__gte', 0), _connector='OR'), name='activities_attendee_score', violation_error_message='Điểm không thể dưới 0.')],
            },
        ),
        migrations.CreateModel(
            name='Contribution',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(max_length=80, verbose_name='vai trò')),
                ('about', models.CharField(blank=True, default='', max_length=300, verbose_name='đóng góp')),
                ('confirmed_on', models.DateField(blank=True, null=True, verbose_name='xác nhận ngày')),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contributions', to='activities.activity')),
                ('confirmed_by', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.person', verbose_name='người')),
            ],
            options={
                'verbose_name': 'đóng góp',
                'constraints': [models.UniqueConstraint(fields=('activity', 'person'), name='activities_contribution_once', violation_error_message='Người này đã được ghi trong hoạt động.'), models.CheckConstraint(condition=models.Q(models.Q(('confirmed_by', None), ('confirmed_on', None)), models.Q(('confirmed_by__isnull', False), ('confirmed_on__isnull', False)), _connector='OR'), name='activities_contribution_confirmed_when')],
            },
        ),
        migrations.CreateModel(
            name='Inspection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('planned', 'Trong chương trình'), ('decided', 'Đã có quyết định'), ('concluded', 'Đã kiểm tra, theo dõi kiến nghị'), ('closed', 'Đã đóng'), ('cancelled', 'Không tiến hành')], default='planned', max_length=9, verbose_name='tình trạng')),
                ('kind', models.CharField(choices=[('check', 'Kiểm tra'), ('monitor', 'Giám sát')], default='check', max_length=7, verbose_name='hình thức')),
                ('planned_by', models.DateField(blank=True, null=True, verbose_name='dự kiến trước ngày')),
                ('why', models.TextField(blank=True, default='', verbose_name='lý do chọn')),
                ('content', models.TextField(blank=True, default='', verbose_name='nội dung')),
                ('number', models.CharField(blank=True, default='', max_length=60, verbose_name='số quyết định')),
                ('signed_on', models.DateField(blank=True, null=True, verbose_name='ký ngày')),
                ('day', models.DateField(blank=True, null=True, verbose_name='ngày kiểm tra')),
                ('is_unannounced', models.BooleanField(default=False, verbose_name='không báo trước')),
                ('conclusion', models.TextField(blank=True, default='', verbose_name='nhận xét chung')),
                ('opinion', models.TextField(blank=True, default='', verbose_name='ý kiến của đơn vị')),
                ('reason', models.CharField(blank=True, default='', max_length=300, verbose_name='lý do không tiến hành')),
                ('closed_on', models.DateField(blank=True, null=True, verbose_name='đóng ngày')),
                ('checklist', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='activities.checklist')),
                ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.officialdocument')),
                ('minutes', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.evidence')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='inspections_led', to='orgs.unit', verbose_name='cơ quan kiểm tra')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='inspections', to='orgs.unit', verbose_name='đơn vị được kiểm tra')),
            ],
            options={
                'verbose_name': 'cuộc kiểm tra',
                'indexes': [models.Index(fields=['day'], name='activities_inspection_day')],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ('planned', 'cancelled')), models.Q(models.Q(('number', ''), _negated=True), ('day__isnull', False), ('signed_on__isnull', False)), _connector='OR'), name='activities_inspection_decided_how', violation_error_message='Hãy ghi số, ngày quyết định và ngày kiểm tra.'), models.CheckConstraint(condition=models.Q(('day', None), ('signed_on', None), ('day__gte', models.F('signed_on')), _connector='OR'), name='activities_inspection_decided_before', violation_error_message='Ngày kiểm tra phải từ ngày ký quyết định trở đi.'), models.CheckConstraint(condition=models.Q(models.Q(('status__in', ('concluded', 'closed')), _negated=True), models.Q(('conclusion', ''), _negated=True), _connector='OR'), name='activities_inspection_concluded_what', violation_error_message='Hãy ghi nhận xét chung.'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'cancelled'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='activities_inspection_cancelled_why', violation_error_message='Hãy ghi lý do không tiến hành.')],
            },
        ),
        migrations.CreateModel(
            name='InspectionMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('head', 'Trưởng đoàn'), ('clerk', 'Thư ký'), ('member', 'Thành viên')], max_length=6, verbose_name='vai trò')),
                ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='activities.inspection')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.person', verbose_name='người')),
            ],
            options={
                'verbose_name': 'thành viên đoàn kiểm tra',
                'constraints': [models.UniqueConstraint(fields=('inspection', 'person'), name='activities_member_once', violation_error_message='Người này đã có trong đoàn.'), models.UniqueConstraint(condition=models.Q(('role__in', ('head', 'clerk'))), fields=('inspection', 'role'), name='activities_member_one_head', violation_error_message='Đoàn có một trưởng đoàn và một thư ký.')],
            },
        ),
        migrations.CreateModel(
            name='Participation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('answer', models.CharField(choices=[('asked', 'Chờ đơn vị xác nhận'), ('yes', 'Cùng làm'), ('twin', 'Cùng ghi')], default='yes', max_length=5, verbose_name='trả lời')),
                ('activity', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='parties', to='activities.activity')),
                ('brought_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='brought', to='activities.activity')),
                ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit')),
            ],
            options={
                'verbose_name': 'đơn vị tham gia',
                'indexes': [models.Index(fields=['unit', 'day'], name='activities_participation_day'), models.Index(condition=models.Q(('answer', 'asked')), fields=['unit'], name='activities_participation_asked')],
                'constraints': [models.UniqueConstraint(fields=('activity', 'unit'), name='activities_participation_once', violation_error_message='Đơn vị này đã có trong hoạt động.')],
            },
        ),
        migrations.CreateModel(
            name='Programme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('draft', 'Dự thảo'), ('issued', 'Đã ban hành')], default='draft', max_length=6, verbose_name='tình trạng')),
                ('year', models.PositiveSmallIntegerField(verbose_name='năm')),
                ('basis', models.TextField(blank=True, default='', verbose_name='căn cứ, mục đích')),
                ('number', models.CharField(blank=True, default='', max_length=60, verbose_name='số văn bản ban hành')),
                ('issued_on', models.DateField(blank=True, null=True, verbose_name='ban hành ngày')),
                ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.officialdocument')),
                ('owner', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='inspection_programmes', to='orgs.unit', verbose_name='cơ quan kiểm tra')),
            ],
            options={
                'verbose_name': 'chương trình kiểm tra',
                'constraints': [models.UniqueConstraint(fields=('owner', 'year'), name='activities_programme_once', violation_error_message='Năm này đã có chương trình kiểm tra. Hãy mở chương trình đó.'), models.CheckConstraint(condition=models.Q(('status', 'draft'), models.Q(models.Q(('number', ''), _negated=True), ('issued_on__isnull', False)), _connector='OR'), name='activities_programme_issued_how', violation_error_message='Ban hành thì phải ghi số và ngày văn bản.')],
            },
        ),
        migrations.AddField(
            model_name='inspection',
            name='programme',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='inspections', to='activities.programme'),
        ),
        migrations.CreateModel(
            name='RegisterEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('register', models.CharField(choices=[('core', 'Đội ngũ cốt cán'), ('voice', 'Tuyên truyền viên'), ('expert', 'Chuyên gia')], max_length=6, verbose_name='danh sách')),
                ('field', models.CharField(blank=True, default='', max_length=200, verbose_name='lĩnh vực, phần việc')),
                ('since', models.DateField(verbose_name='từ ngày')),
                ('until', models.DateField(blank=True, null=True, verbose_name='đến hết ngày')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.person', verbose_name='người')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit', verbose_name='đơn vị')),
            ],
            options={
                'verbose_name': 'người trong danh sách',
                'constraints': [models.UniqueConstraint(condition=models.Q(('until', None)), fields=('register', 'unit', 'person'), name='activities_register_once', violation_error_message='Người này đang có trong danh sách.'), models.CheckConstraint(condition=models.Q(('until', None), ('until__gte', models.F('since')), _connector='OR'), name='activities_register_ends_later', violation_error_message='Ngày kết thúc phải từ ngày bắt đầu trở đi.')],
            },
        ),
        migrations.CreateModel(
            name='ReportedActivity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reported', to='activities.activity')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='plans.progressreport')),
            ],
            options={
                'verbose_name': 'hoạt động trong báo cáo tiến độ',
                'constraints': [models.UniqueConstraint(fields=('activity', 'report'), name='activities_reported_once', violation_error_message='Hoạt động này đã có trong báo cáo.')],
            },
        ),
        migrations.CreateModel(
            name='SiteLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('group', models.CharField(blank=True, default='', max_length=200, verbose_name='phần')),
                ('text', models.TextField(verbose_name='mục')),
                ('basis', models.CharField(blank=True, default='', max_length=300, verbose_name='căn cứ')),
                ('outcome', models.CharField(blank=True, choices=[('met', 'Đạt'), ('unmet', 'Chưa đạt'), ('na', 'Không áp dụng')], default='', max_length=5, verbose_name='kết quả')),
                ('words', models.TextField(blank=True, default='', verbose_name='ghi nhận')),
                ('evidence', models.ManyToManyField(blank=True, related_name='site_lines', to='documents.evidence', verbose_name='ảnh')),
                ('inspection', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='activities.inspection')),
            ],
            options={
                'verbose_name': 'mục kiểm tra tại chỗ',
                'ordering': ['inspection', 'position'],
                'constraints': [models.UniqueConstraint(fields=('inspection', 'position'), name='activities_siteline_once'), models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'unmet'), _negated=True), models.Q(('words', ''), _negated=True), _connector='OR'), name='activities_siteline_unmet_why', violation_error_message='“Chưa đạt” thì phải ghi thấy gì.')],
            },
        ),
        migrations.CreateModel(
            name='Recommendation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('finding', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='recommendation', to='plans.finding')),
                ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recommendations', to='activities.inspection')),
                ('line', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='recommendations', to='activities.siteline')),
            ],
            options={
                'verbose_name': 'kiến nghị của cuộc kiểm tra',
            },
        ),
        migrations.CreateModel(
            name='Theme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='năm')),
                ('title', models.CharField(max_length=200, verbose_name='chủ đề')),
                ('channel', models.CharField(choices=[('portal', 'Cổng, trang thông tin'), ('social', 'Mạng xã hội'), ('press', 'Báo, đài'), ('meeting', 'Trực tiếp'), ('print', 'Pa nô, ấn phẩm'), ('other', 'Kênh khác')], max_length=7, verbose_name='kênh')),
                ('planned', models.PositiveSmallIntegerField(default=1, verbose_name='số sản phẩm dự kiến')),
                ('guidance', models.CharField(blank=True, default='', max_length=200, verbose_name='theo hướng dẫn')),
                ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.officialdocument', verbose_name='văn bản hướng dẫn')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit', verbose_name='đơn vị')),
            ],
            options={
                'verbose_name': 'chủ đề truyền thông',
                'constraints': [models.UniqueConstraint(fields=('unit', 'year', 'title', 'channel'), name='activities_theme_once', violation_error_message='Chủ đề này đã có trên kênh ấy.')],
            },
        ),
    ]
