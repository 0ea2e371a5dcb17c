import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.core.validators
import django.db.models.constraints
import django.db.models.deletion
import django.db.models.functions.comparison
import phongtrao.base.constraints
import phongtrao.base.fields
import phongtrao.orgs.models.imports
from django.conf import settings
from phongtrao.base.first_tables import FirstMigration
from django.db import migrations, models


class Migration(FirstMigration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('web', '0002_cache_table'),
    ]

    operations = [
        migrations.CreateModel(
            name='Cluster',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('cum', 'Cụm thi đua'), ('khoi', 'Khối thi đua')], default='cum', max_length=4, verbose_name='là')),
                ('basis', models.CharField(choices=[('calendar_year', 'Theo năm'), ('school_year', 'Theo năm học')], default='calendar_year', max_length=13, verbose_name='tính theo')),
                ('code', models.CharField(max_length=20, verbose_name='mã')),
                ('name', models.CharField(max_length=200, verbose_name='tên')),
            ],
            options={
                'verbose_name': 'cụm, khối thi đua',
                'ordering': ['owner', 'code'],
            },
        ),
        migrations.CreateModel(
            name='Import',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=phongtrao.orgs.models.imports.list_kinds, max_length=12, verbose_name='danh sách')),
                ('status', models.CharField(choices=[('mapping', 'Đang ghép cột'), ('checking', 'Đang kiểm tra'), ('checked', 'Chờ nhập'), ('applying', 'Đang ghi'), ('applied', 'Đã nhập'), ('failed', 'Không đọc được'), ('dropped', 'Đã bỏ'), ('undone', 'Đã hoàn tác')], default='mapping', max_length=10, verbose_name='tình trạng')),
                ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='bắt đầu lúc')),
                ('applied_at', models.DateTimeField(blank=True, null=True, verbose_name='ghi lúc')),
                ('sheets', models.JSONField(default=list)),
                ('columns', models.JSONField(default=dict)),
                ('constants', models.JSONField(default=dict)),
                ('counts', models.JSONField(default=dict)),
                ('in_own_name', models.BooleanField(default=False, editable=False)),
                ('ends_roles', models.BooleanField(default=True)),
                ('error', models.TextField(blank=True, default='')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người nhập')),
                ('work', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='web.work')),
            ],
            options={
                'verbose_name': 'lần nhập danh sách',
                'indexes': [models.Index(fields=['made_by', '-made_at'], name='orgs_import_mine')],
            },
        ),
        migrations.CreateModel(
            name='Retention',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('label', models.CharField(max_length=60, unique=True)),
                ('months', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='lưu sau khi thôi việc (tháng)')),
            ],
            options={
                'verbose_name': 'thời hạn lưu dữ liệu cá nhân',
            },
        ),
        migrations.CreateModel(
            name='SchoolLevel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(blank=True, max_length=14, unique=True, verbose_name='mã')),
                ('name', models.CharField(max_length=80, verbose_name='tên cấp học')),
                ('contains', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=14), blank=True, default=list, size=None, verbose_name='gồm các cấp')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='thứ tự')),
                ('needs_check', models.BooleanField(default=False, verbose_name='cần kiểm tra')),
            ],
            options={
                'verbose_name': 'cấp học',
                'ordering': ['position', 'code'],
            },
        ),
        migrations.CreateModel(
            name='Unit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(blank=True, max_length=35, null=True, verbose_name='mã định danh')),
                ('kind', models.CharField(choices=[('province', 'Ủy ban nhân dân tỉnh, thành phố'), ('department', 'Sở'), ('office', 'Phòng, ban của Sở'), ('district', 'Quận, huyện (đến 30/6/2025)'), ('commune', 'Xã, phường, đặc khu'), ('school', 'Trường'), ('centre', 'Trung tâm'), ('room', 'Tổ, phòng trong đơn vị'), ('body', 'Cơ quan, tổ chức ngoài ngành')], max_length=12, verbose_name='loại')),
                ('level', models.CharField(blank=True, default='', max_length=14, verbose_name='cấp học')),
                ('area', models.CharField(choices=[('urban', 'Đô thị'), ('rural', 'Nông thôn'), ('hard', 'Đặc biệt khó khăn, hải đảo')], default='urban', max_length=6, verbose_name='địa bàn')),
                ('opened_on', models.DateField(verbose_name='thành lập ngày')),
                ('closed_on', models.DateField(blank=True, null=True, verbose_name='chấm dứt ngày')),
                ('name', models.CharField(editable=False, max_length=200, verbose_name='tên')),
                ('short_name', models.CharField(blank=True, default='', max_length=80, verbose_name='tên ngắn')),
                ('search_text', models.CharField(default='', editable=False, max_length=400)),
                ('sort_key', phongtrao.base.fields.SortKeyField(db_collation='C', default='', editable=False, max_length=400)),
                ('admin_path', phongtrao.base.fields.PathField(db_collation='C', default='', editable=False, max_length=400)),
                ('prof_path', phongtrao.base.fields.PathField(db_collation='C', default='', editable=False, max_length=400)),
            ],
            options={
                'verbose_name': 'đơn vị',
                'indexes': [models.Index(fields=['admin_path'], name='orgs_unit_admin_path'), models.Index(fields=['prof_path'], name='orgs_unit_prof_path'), models.Index(fields=['kind', 'level'], name='orgs_unit_kind_level')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('closed_on', None)), fields=('code',), name='orgs_unit_code', violation_error_message='Đã có đơn vị mang mã định danh này.'), models.CheckConstraint(condition=models.Q(('closed_on', None), ('closed_on__gt', models.F('opened_on')), _connector='OR'), name='orgs_unit_closed_after_opened', violation_error_message='Ngày chấm dứt phải sau ngày thành lập.'), phongtrao.base.constraints.References(field='level', name='orgs_unit_level', to='orgs.SchoolLevel', to_field='code', violation_error_message='Không có cấp học này. Hãy chọn trong danh sách.')],
            },
        ),
        migrations.CreateModel(
            name='ImportFile',
            fields=[
                ('act', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='file', serialize=False, to='orgs.import', verbose_name='lần nhập')),
                ('name', models.CharField(max_length=200, verbose_name='tên tệp')),
                ('content', models.BinaryField()),
                ('marked', models.BinaryField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(blank=True, max_length=40, null=True, verbose_name='mã')),
                ('full_name', models.CharField(max_length=120, verbose_name='họ và tên')),
                ('birth_date', models.DateField(blank=True, null=True, verbose_name='ngày sinh')),
                ('sex', models.CharField(blank=True, choices=[('', 'Chưa ghi'), ('female', 'Nữ'), ('male', 'Nam')], default='', max_length=6, verbose_name='giới tính')),
                ('home_town', models.CharField(blank=True, default='', max_length=200, verbose_name='quê quán')),
                ('qualification', models.CharField(blank=True, default='', max_length=200, verbose_name='trình độ chuyên môn')),
                ('sort_key', phongtrao.base.fields.SortKeyField(db_collation='C', default='', editable=False, max_length=400)),
                ('search_text', models.CharField(default='', editable=False, max_length=240)),
                ('user', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='person', to=settings.AUTH_USER_MODEL, verbose_name='tài khoản')),
            ],
            options={
                'verbose_name': 'người',
                'indexes': [models.Index(fields=['sort_key'], name='orgs_person_sort'), models.Index(fields=['search_text', 'birth_date'], name='orgs_person_twins')],
                'constraints': [models.UniqueConstraint(fields=('code',), name='orgs_person_code')],
            },
        ),
        migrations.CreateModel(
            name='Leave',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=30, verbose_name='loại nghỉ')),
                ('days', django.contrib.postgres.fields.ranges.DateRangeField(verbose_name='thời gian')),
                ('counts_as_work', models.BooleanField(verbose_name='tính vào thời gian công tác')),
                ('decision', models.CharField(blank=True, default='', max_length=60, verbose_name='số quyết định')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='leaves', to='orgs.person')),
            ],
            options={
                'verbose_name': 'thời gian nghỉ',
                'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(models.Func(models.F('person'), models.F('person'), models.Value('[]'), function='int8range', output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField()), '&&'), ('days', '&&')], name='orgs_leave_no_overlap', violation_error_message='Người này đã có một lần nghỉ trong thời gian ấy. Hãy sửa lại ngày.')],
            },
        ),
        migrations.CreateModel(
            name='DistinctPair',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('told_at', models.DateTimeField(auto_now_add=True)),
                ('told_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('first', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='orgs.person')),
                ('second', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='orgs.person')),
            ],
            options={
                'verbose_name': 'hai người khác nhau',
                'constraints': [models.UniqueConstraint(django.db.models.functions.comparison.Least('first', 'second'), django.db.models.functions.comparison.Greatest('first', 'second'), name='orgs_distinct_once'), models.CheckConstraint(condition=models.Q(('first', models.F('second')), _negated=True), name='orgs_distinct_are_two', violation_error_message='Đã ghi hai hồ sơ này là của hai người khác nhau.')],
            },
        ),
        migrations.CreateModel(
            name='ClosedAccount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='closed_account', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='closed_accounts', to='orgs.person')),
            ],
            options={
                'verbose_name': 'tài khoản đã đóng',
            },
        ),
        migrations.CreateModel(
            name='Reorganisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=300, verbose_name='về việc')),
                ('decision', models.CharField(blank=True, default='', max_length=60, verbose_name='số quyết định')),
                ('decided_on', models.DateField(blank=True, null=True, verbose_name='ngày quyết định')),
                ('on', models.DateField(verbose_name='có hiệu lực từ ngày')),
                ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='thực hiện lúc')),
                ('undone_at', models.DateTimeField(blank=True, null=True, verbose_name='hoàn tác lúc')),
                ('trace', models.JSONField(default=dict, editable=False)),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('undone_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'sắp xếp đơn vị',
                'ordering': ['-on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='PlannedAct',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('draft', 'Chờ xác nhận'), ('waiting', 'Chờ đến ngày'), ('done', 'Đã thực hiện'), ('refused', 'Không thực hiện được'), ('withdrawn', 'Đã rút')], default='draft', max_length=9, verbose_name='tình trạng')),
                ('title', models.CharField(max_length=300, verbose_name='về việc')),
                ('decision', models.CharField(blank=True, default='', max_length=60, verbose_name='số quyết định')),
                ('decided_on', models.DateField(blank=True, null=True, verbose_name='ngày quyết định')),
                ('on', models.DateField(verbose_name='có hiệu lực từ ngày')),
                ('order', models.JSONField(editable=False)),
                ('summary', models.JSONField(default=dict, editable=False)),
                ('reason', models.CharField(blank=True, default='', max_length=500, verbose_name='lý do')),
                ('in_own_name', models.BooleanField(default=False, editable=False)),
                ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='lập lúc')),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('act', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='planned', to='orgs.reorganisation')),
            ],
            options={
                'verbose_name': 'sắp xếp dự kiến',
                'ordering': ['on', 'pk'],
                'indexes': [models.Index(condition=models.Q(('status', 'waiting')), fields=['on'], name='orgs_planned_act_waiting')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('act__isnull', False), ('status', 'done')), models.Q(('status', 'done'), _negated=True), _connector='OR'), name='orgs_planned_act_done_has_act')],
            },
        ),
        migrations.CreateModel(
            name='Term',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('of', models.CharField(choices=[('rating', 'Xếp loại hằng năm'), ('leave', 'Loại nghỉ'), ('discipline', 'Hình thức kỷ luật')], editable=False, max_length=10, verbose_name='danh mục')),
                ('key', models.CharField(editable=False, max_length=20, verbose_name='mã')),
                ('rank', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='bậc')),
                ('name', models.CharField(max_length=120, verbose_name='tên')),
                ('also', models.JSONField(blank=True, default=list)),
                ('months', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='thời hạn (tháng)')),
                ('counts', models.BooleanField(blank=True, null=True, verbose_name='tính là thời gian công tác')),
                ('is_for_units', models.BooleanField(default=False, verbose_name='dùng cho đơn vị')),
                ('basis', models.CharField(blank=True, default='', max_length=200, verbose_name='căn cứ')),
                ('needs_check', models.BooleanField(default=False, verbose_name='cần kiểm tra')),
                ('position', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'verbose_name': 'mục danh mục về người',
                'ordering': ['of', 'position', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('of', 'key'), name='orgs_term_once')],
            },
        ),
        migrations.CreateModel(
            name='YearOff',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(unique=True, verbose_name='năm')),
                ('free', django.contrib.postgres.fields.ArrayField(base_field=models.DateField(), blank=True, default=list, size=None, verbose_name='ngày nghỉ')),
                ('worked', django.contrib.postgres.fields.ArrayField(base_field=models.DateField(), blank=True, default=list, size=None, verbose_name='ngày làm bù')),
                ('basis', models.CharField(max_length=300, verbose_name='căn cứ')),
                ('needs_check', models.BooleanField(default=False, verbose_name='cần kiểm tra')),
            ],
            options={
                'verbose_name': 'lịch nghỉ trong năm',
                'ordering': ['-year'],
            },
        ),
        migrations.CreateModel(
            name='Takeover',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('given', 'Chờ ký nhận'), ('received', 'Đã ký nhận')], default='given', max_length=8, verbose_name='tình trạng')),
                ('note', models.TextField(blank=True, default='', verbose_name='dặn dò, hồ sơ kèm theo')),
                ('items', models.JSONField(default=list, editable=False)),
                ('roles', models.JSONField(default=list, editable=False)),
                ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='lập lúc')),
                ('received_at', models.DateTimeField(blank=True, null=True, verbose_name='ký nhận lúc')),
                ('giver', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='given_takeovers', to=settings.AUTH_USER_MODEL, verbose_name='bên giao')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('receiver', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='received_takeovers', to=settings.AUTH_USER_MODEL, verbose_name='bên nhận')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='takeovers', to='orgs.unit', verbose_name='đơn vị')),
            ],
            options={
                'verbose_name': 'bàn giao',
                'ordering': ['-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('giver', models.F('receiver')), _negated=True), name='orgs_takeover_of_two', violation_error_message='Bên giao và bên nhận phải là hai người.')],
            },
        ),
        migrations.CreateModel(
            name='Succession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('merge', 'Sáp nhập, hợp nhất'), ('split', 'Chia, tách'), ('transfer', 'Chuyển một phần'), ('abolish', 'Chấm dứt, giao lại nhiệm vụ')], max_length=8, verbose_name='cách')),
                ('on', models.DateField(verbose_name='từ ngày')),
                ('is_heir', models.BooleanField(default=False)),
                ('reorganisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='successions', to='orgs.reorganisation')),
                ('former', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='successors', to='orgs.unit')),
                ('latter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='predecessors', to='orgs.unit')),
            ],
            options={
                'verbose_name': 'kế thừa',
                'constraints': [models.UniqueConstraint(condition=models.Q(('is_heir', True)), fields=('former',), name='orgs_succession_one_heir'), models.CheckConstraint(condition=models.Q(('former', models.F('latter')), _negated=True), name='orgs_succession_of_two')],
            },
        ),
        migrations.CreateModel(
            name='SavedMapping',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=phongtrao.orgs.models.imports.list_kinds, max_length=12)),
                ('shape', models.CharField(max_length=64)),
                ('columns', models.JSONField(default=dict)),
                ('constants', models.JSONField(default=dict)),
                ('used_at', models.DateTimeField(auto_now=True)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='orgs.unit')),
            ],
            options={
                'verbose_name': 'cách ghép cột đã lưu',
                'constraints': [models.UniqueConstraint(fields=('unit', 'kind', 'shape'), name='orgs_savedmapping_shape')],
            },
        ),
        migrations.CreateModel(
            name='RightsReview',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('signed_at', models.DateTimeField(verbose_name='ký lúc')),
                ('note', models.CharField(blank=True, default='', max_length=300, verbose_name='ghi chú')),
                ('rows', models.JSONField(default=list)),
                ('count', models.PositiveIntegerField(default=0, verbose_name='số quyền')),
                ('signed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người ký')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit', verbose_name='đơn vị')),
            ],
            options={
                'verbose_name': 'lần rà soát quyền',
            },
        ),
        migrations.CreateModel(
            name='Post',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.CharField(max_length=100, verbose_name='chức vụ')),
                ('category', models.CharField(choices=[('cadre', 'Cán bộ'), ('civil', 'Công chức'), ('public', 'Viên chức'), ('worker', 'Người lao động')], max_length=8, verbose_name='đối tượng')),
                ('is_full', models.BooleanField(default=True, verbose_name='vị trí chính')),
                ('is_frontline', models.BooleanField(default=True, verbose_name='trực tiếp làm chuyên môn')),
                ('days', django.contrib.postgres.fields.ranges.DateRangeField(verbose_name='thời gian')),
                ('continues', models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='continued', to='orgs.post')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='posts', to='orgs.person')),
                ('reorganisation', models.ForeignKey(blank=True, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.reorganisation')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='orgs.unit', verbose_name='đơn vị')),
            ],
            options={
                'verbose_name': 'vị trí công tác',
                'indexes': [models.Index(condition=models.Q(('reorganisation__isnull', False)), fields=['reorganisation'], name='orgs_post_act')],
                'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('is_full', True)), deferrable=django.db.models.constraints.Deferrable['IMMEDIATE'], expressions=[(models.Func(models.Func(models.Func(models.F('person'), output_field=models.FloatField(), template='%(expressions)s::float8'), models.Func(models.F('days'), output_field=models.FloatField(), template="coalesce(lower(%(expressions)s) - date '1900-01-01', 0)::float8"), function='point', output_field=models.TextField()), models.Func(models.Func(models.F('person'), output_field=models.FloatField(), template='%(expressions)s::float8'), models.Func(models.F('days'), output_field=models.FloatField(), template="coalesce(upper(%(expressions)s) - date '1900-01-01', 999999)::float8 - 0.5"), function='point', output_field=models.TextField()), function='box', output_field=models.TextField()), '&&')], name='orgs_post_one_full', violation_error_message='Người này đã có một vị trí chính trong thời gian ấy. Hãy kết thúc vị trí cũ, hoặc ghi vị trí này là kiêm nhiệm.')],
            },
        ),
        migrations.CreateModel(
            name='OfficeContact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.CharField(blank=True, default='', max_length=300, verbose_name='địa chỉ')),
                ('email', models.EmailField(blank=True, default='', max_length=254, verbose_name='thư điện tử của văn thư')),
                ('phone', models.CharField(blank=True, default='', max_length=40, verbose_name='điện thoại cơ quan')),
                ('website', models.URLField(blank=True, default='', verbose_name='trang thông tin')),
                ('unit', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='contact', to='orgs.unit')),
            ],
            options={
                'verbose_name': 'liên hệ của cơ quan',
            },
        ),
        migrations.CreateModel(
            name='Learner',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('full_name', models.CharField(max_length=120, verbose_name='họ và tên')),
                ('birth_date', models.DateField(blank=True, null=True, verbose_name='ngày sinh')),
                ('group', models.CharField(blank=True, default='', max_length=40, verbose_name='lớp')),
                ('purpose', models.CharField(choices=[('nomination', 'Đề nghị khen thưởng'), ('prize', 'Giải thưởng, hội thi'), ('initiative', 'Sáng kiến, đề tài, sản phẩm dự thi')], max_length=12, verbose_name='dùng để')),
                ('purpose_note', models.CharField(max_length=200, verbose_name='cụ thể')),
                ('consent_by', models.CharField(max_length=160, verbose_name='người đồng ý')),
                ('consent_on', models.DateField(verbose_name='ngày đồng ý')),
                ('keep_until', models.DateField(verbose_name='lưu đến hết ngày')),
                ('kept_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='learners', to='orgs.unit', verbose_name='đơn vị')),
            ],
            options={
                'verbose_name': 'người học được ghi tên',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('consent_by', ''), _negated=True), models.Q(('purpose', ''), _negated=True), models.Q(('purpose_note', ''), _negated=True)), name='orgs_learner_consent_named', violation_error_message='Hãy ghi ai đồng ý và dùng tên người học để làm gì.'), models.CheckConstraint(condition=models.Q(('keep_until__gt', models.F('consent_on'))), name='orgs_learner_kept_after_consent', violation_error_message='Ngày lưu phải sau ngày đồng ý.')],
            },
        ),
        migrations.AddField(
            model_name='import',
            name='unit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit', verbose_name='đơn vị nhập'),
        ),
        migrations.CreateModel(
            name='Headcount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(verbose_name='tính đến ngày')),
                ('staff', models.PositiveIntegerField(verbose_name='số người')),
                ('frontline', models.PositiveIntegerField(verbose_name='trực tiếp làm chuyên môn')),
                ('learners', models.PositiveIntegerField(blank=True, null=True, verbose_name='số người học')),
                ('counted_staff', models.PositiveIntegerField(editable=False)),
                ('counted_frontline', models.PositiveIntegerField(editable=False)),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='lý do khác với vị trí công tác')),
                ('declared_at', models.DateTimeField(auto_now=True, verbose_name='khai lúc')),
                ('declared_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='headcounts', to='orgs.unit', verbose_name='đơn vị')),
            ],
            options={
                'verbose_name': 'số người của đơn vị',
                'constraints': [models.UniqueConstraint(fields=('unit', 'day'), name='orgs_headcount_once_a_day', violation_error_message='Đơn vị đã khai số người của ngày này. Hãy sửa số ấy.'), models.CheckConstraint(condition=models.Q(('frontline__lte', models.F('staff'))), name='orgs_headcount_frontline_within', violation_error_message='Số người trực tiếp làm chuyên môn không thể lớn hơn số người.'), models.CheckConstraint(condition=models.Q(models.Q(('frontline', models.F('counted_frontline')), ('staff', models.F('counted_staff'))), models.Q(('reason', ''), _negated=True), _connector='OR'), name='orgs_headcount_difference_explained', violation_error_message='Số khai khác số đếm từ vị trí công tác. Hãy ghi lý do khác nhau.')],
            },
        ),
        migrations.CreateModel(
            name='Grant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('office', 'Văn phòng, thường trực phong trào'), ('leader', 'Lãnh đạo'), ('head', 'Thủ trưởng đơn vị'), ('focal', 'Đầu mối của đơn vị'), ('teacher', 'Giáo viên, nhân viên'), ('council', 'Ủy viên hội đồng'), ('appraiser', 'Thẩm định'), ('auditor', 'Thanh tra, kiểm tra'), ('personnel', 'Tổ chức cán bộ'), ('admin', 'Quản trị hệ thống')], max_length=10, verbose_name='vai trò')),
                ('line', models.CharField(choices=[('admin', 'Tuyến hành chính'), ('prof', 'Tuyến chuyên môn')], default='admin', max_length=5, verbose_name='tuyến')),
                ('kind', models.CharField(blank=True, default='', max_length=12, verbose_name='chỉ loại đơn vị')),
                ('level', models.CharField(blank=True, default='', max_length=14, verbose_name='chỉ cấp học')),
                ('capacity', models.CharField(blank=True, choices=[('', 'Ký với chức vụ của mình'), ('KT.', 'KT. – ký thay cấp trưởng'), ('TL.', 'TL. – ký thừa lệnh'), ('TM.', 'TM. – ký thay mặt tập thể'), ('TUQ.', 'TUQ. – ký thừa ủy quyền')], default='', max_length=4, verbose_name='thẩm quyền ký')),
                ('days', django.contrib.postgres.fields.ranges.DateRangeField(verbose_name='thời gian')),
                ('basis', models.CharField(blank=True, default='', max_length=200, verbose_name='văn bản giao, ủy quyền')),
                ('matters', models.CharField(blank=True, default='', max_length=300, verbose_name='nội dung giao, ủy quyền')),
                ('acts_for', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='làm thay')),
                ('continues', models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='continued', to='orgs.grant')),
                ('given_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='grants', to=settings.AUTH_USER_MODEL, verbose_name='tài khoản')),
                ('reorganisation', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.reorganisation')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='grants', to='orgs.unit', verbose_name='đơn vị')),
            ],
            options={
                'verbose_name': 'phân quyền',
                'indexes': [models.Index(fields=['user'], name='orgs_grant_user')],
                'constraints': [phongtrao.base.constraints.References(field='level', name='orgs_grant_level', to='orgs.SchoolLevel', to_field='code', violation_error_message='Không có cấp học này. Hãy chọn trong danh sách.'), models.CheckConstraint(condition=models.Q(('acts_for', None), ('days__isempty', True), ('days__upper_inf', False), _connector='OR'), name='orgs_grant_acting_ends', violation_error_message='Làm thay phải có ngày kết thúc.'), models.CheckConstraint(condition=models.Q(('acts_for', None), models.Q(('acts_for', models.F('user')), _negated=True), _connector='OR'), name='orgs_grant_acting_for_another', violation_error_message='Không ai làm thay cho chính mình.')],
            },
        ),
        migrations.CreateModel(
            name='Discipline',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('form', models.CharField(blank=True, default='', max_length=30, verbose_name='hình thức')),
                ('severity', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='mức độ')),
                ('decision', models.CharField(blank=True, default='', max_length=60, verbose_name='số quyết định')),
                ('decided_on', models.DateField(blank=True, null=True, verbose_name='ngày quyết định')),
                ('days', django.contrib.postgres.fields.ranges.DateRangeField(verbose_name='thời gian chịu kỷ luật')),
                ('reason', models.TextField(blank=True, default='', verbose_name='nội dung')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='disciplines', to='orgs.person')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='disciplines', to='orgs.unit', verbose_name='đơn vị khi bị xem xét')),
            ],
            options={
                'verbose_name': 'kỷ luật',
                'indexes': [models.Index(fields=['person'], name='orgs_discipline_person'), models.Index(condition=models.Q(('person', None)), fields=['unit'], name='orgs_discipline_of_unit')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('decided_on', None), ('form', ''), ('severity', 0)), models.Q(models.Q(('form', ''), _negated=True), ('decided_on__isnull', False), ('severity__gt', 0)), _connector='OR'), name='orgs_discipline_decided_whole', violation_error_message='Hình thức kỷ luật phải có ngày quyết định.')],
            },
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('asked', 'Chờ trả lời'), ('fixed', 'Đã sửa'), ('declined', 'Giữ nguyên'), ('withdrawn', 'Đã rút')], default='asked', max_length=9, verbose_name='tình trạng')),
                ('about', models.CharField(max_length=300, verbose_name='phần cần sửa')),
                ('text', models.TextField(verbose_name='đúng ra là')),
                ('asked_at', models.DateTimeField(auto_now_add=True, verbose_name='gửi lúc')),
                ('answer', models.TextField(blank=True, default='', verbose_name='trả lời')),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='trả lời lúc')),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='corrections', to='orgs.person')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='orgs.unit', verbose_name='đơn vị trả lời')),
            ],
            options={
                'verbose_name': 'đề nghị sửa hồ sơ',
                'indexes': [models.Index(fields=['unit', 'status'], name='orgs_correction_unit')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('status', 'declined'), _negated=True), models.Q(('answer', ''), _negated=True), _connector='OR'), name='orgs_correction_declined_with_words', violation_error_message='Hãy ghi lý do giữ nguyên.')],
            },
        ),
        migrations.CreateModel(
            name='ClusterSeat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='năm')),
                ('kind', models.CharField(choices=[('cum', 'Cụm thi đua'), ('khoi', 'Khối thi đua')], editable=False, max_length=4)),
                ('role', models.CharField(choices=[('head', 'Trưởng'), ('deputy', 'Phó'), ('member', 'Thành viên')], default='member', max_length=6, verbose_name='vai trò')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('cluster', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='seats', to='orgs.cluster')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cluster_seats', to='orgs.unit')),
            ],
            options={
                'verbose_name': 'thành viên cụm, khối',
                'ordering': ['cluster', '-year', 'position', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('unit', 'kind', 'year'), name='orgs_seat_one_of_a_kind', violation_error_message='Đơn vị đã ở một cụm, khối khác trong năm này.'), models.UniqueConstraint(condition=models.Q(('role', 'head')), fields=('cluster', 'year'), name='orgs_seat_one_head', violation_error_message='Mỗi năm một cụm, khối có một trưởng.')],
            },
        ),
        migrations.AddField(
            model_name='cluster',
            name='owner',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='clusters', to='orgs.unit', verbose_name='đơn vị tổ chức'),
        ),
        migrations.CreateModel(
            name='Charge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.CharField(blank=True, default='', max_length=14, verbose_name='cấp học')),
                ('kind', models.CharField(blank=True, default='', max_length=12, verbose_name='loại đơn vị')),
                ('room', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='charges', to='orgs.unit', verbose_name='phòng phụ trách')),
            ],
            options={
                'verbose_name': 'phân công phụ trách',
                'constraints': [models.UniqueConstraint(fields=('room', 'level', 'kind'), name='orgs_charge_once'), models.CheckConstraint(condition=models.Q(models.Q(('kind__gt', ''), ('level', '')), models.Q(('kind', ''), ('level__gt', '')), _connector='OR'), name='orgs_charge_of_one'), phongtrao.base.constraints.References(field='level', name='orgs_charge_level', to='orgs.SchoolLevel', to_field='code')],
            },
        ),
        migrations.CreateModel(
            name='Carried',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('carrier', models.CharField(max_length=60)),
                ('row', models.BigIntegerField()),
                ('until', models.DateField(null=True)),
                ('before', models.JSONField(null=True)),
                ('reorganisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='carried', to='orgs.reorganisation')),
                ('former', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit')),
            ],
            options={
                'indexes': [models.Index(fields=['reorganisation', 'carrier'], name='orgs_carried_act')],
            },
        ),
        migrations.CreateModel(
            name='UnitType',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=12, unique=True, validators=[django.core.validators.RegexValidator('^[A-Z][A-Z0-9-]*$', 'Mã gồm chữ hoa không dấu, số và gạch nối, ví dụ PTDTNT.')], verbose_name='mã')),
                ('name', models.CharField(max_length=120, verbose_name='tên loại hình')),
                ('kind', models.CharField(choices=[('province', 'Ủy ban nhân dân tỉnh, thành phố'), ('department', 'Sở'), ('office', 'Phòng, ban của Sở'), ('district', 'Quận, huyện (đến 30/6/2025)'), ('commune', 'Xã, phường, đặc khu'), ('school', 'Trường'), ('centre', 'Trung tâm'), ('room', 'Tổ, phòng trong đơn vị'), ('body', 'Cơ quan, tổ chức ngoài ngành')], max_length=12, verbose_name='thuộc nhóm')),
                ('levels', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=14), blank=True, default=list, size=None, verbose_name='cấp học')),
                ('valid_from', models.DateField(blank=True, null=True, verbose_name='có từ ngày')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='dùng đến hết ngày')),
                ('basis', models.CharField(blank=True, default='', max_length=200, verbose_name='căn cứ')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='thứ tự')),
                ('needs_check', models.BooleanField(default=False, verbose_name='cần kiểm tra')),
            ],
            options={
                'verbose_name': 'loại hình đơn vị',
                'ordering': ['position', 'code'],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_from', None), ('valid_to', None), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='orgs_unit_type_days', violation_error_message='Ngày cuối phải từ ngày bắt đầu trở đi.')],
            },
        ),
        migrations.CreateModel(
            name='UnitSpan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='tên')),
                ('code', models.CharField(blank=True, max_length=35, null=True, verbose_name='mã định danh')),
                ('level', models.CharField(blank=True, default='', max_length=14, verbose_name='cấp học')),
                ('days', django.contrib.postgres.fields.ranges.DateRangeField(verbose_name='thời gian')),
                ('admin_parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit', verbose_name='cấp trên hành chính')),
                ('prof_parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit', verbose_name='cấp trên chuyên môn')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='spans', to='orgs.unit')),
                ('type', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unittype', to_field='code', verbose_name='loại hình')),
            ],
            options={
                'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], expressions=[(models.Func(models.F('unit'), models.F('unit'), models.Value('[]'), function='int8range', output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField()), '&&'), ('days', '&&')], name='orgs_span_no_overlap', violation_error_message='Hai giai đoạn của một đơn vị không được chồng lên nhau.'), phongtrao.base.constraints.References(field='level', name='orgs_span_level', to='orgs.SchoolLevel', to_field='code')],
            },
        ),
        migrations.AddField(
            model_name='unit',
            name='type',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='units', to='orgs.unittype', to_field='code', verbose_name='loại hình'),
        ),
        migrations.CreateModel(
            name='YearlyRating',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('period', models.CharField(max_length=6, verbose_name='năm')),
                ('ends_on', models.DateField(editable=False)),
                ('level', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='mức xếp loại')),
                ('decision', models.CharField(blank=True, default='', max_length=60, verbose_name='số quyết định')),
                ('decided_on', models.DateField(blank=True, null=True, verbose_name='ngày quyết định')),
                ('note', models.CharField(blank=True, default='', max_length=300, verbose_name='ghi chú')),
                ('given_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='ratings', to='orgs.person', verbose_name='người')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ratings', to='orgs.unit', verbose_name='đơn vị')),
            ],
            options={
                'verbose_name': 'xếp loại hằng năm',
                'indexes': [models.Index(fields=['unit', 'period'], name='orgs_rating_unit_year')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('person__isnull', False)), fields=('person', 'period'), name='orgs_rating_once_a_year', violation_error_message='Người này đã được xếp loại của năm ấy.'), models.UniqueConstraint(condition=models.Q(('person', None)), fields=('unit', 'period'), name='orgs_rating_unit_once_a_year', violation_error_message='Đơn vị này đã được xếp loại của năm ấy.'), models.CheckConstraint(condition=models.Q(('level', None), ('level__range', (1, 4)), _connector='OR'), name='orgs_rating_level'), models.CheckConstraint(condition=models.Q(('level__isnull', False), models.Q(('note', ''), _negated=True), _connector='OR'), name='orgs_rating_or_reason', violation_error_message='Hãy ghi lý do không thuộc diện xếp loại.')],
            },
        ),
        migrations.CreateModel(
            name='ImportedRows',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.CharField(max_length=8)),
                ('first', models.BigIntegerField()),
                ('last', models.BigIntegerField()),
                ('act', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='written', to='orgs.import')),
            ],
            options={
                'indexes': [models.Index(fields=['subject', 'last'], name='orgs_importedrows_of')],
            },
        ),
        migrations.CreateModel(
            name='ImportNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('fault', 'Chỗ cần sửa'), ('change', 'Thay đổi'), ('twin', 'Có thể trùng')], max_length=6)),
                ('sheet', models.CharField(max_length=100, verbose_name='trang tính')),
                ('row', models.PositiveIntegerField(verbose_name='dòng')),
                ('column', models.CharField(blank=True, default='', max_length=200, verbose_name='cột')),
                ('message', models.TextField(verbose_name='nội dung')),
                ('act', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='orgs.import')),
            ],
            options={
                'indexes': [models.Index(fields=['act', 'kind', 'row'], name='orgs_importnote_act')],
            },
        ),
        migrations.CreateModel(
            name='ImportPiece',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('content', models.BinaryField()),
                ('act', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='pieces', to='orgs.import')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('act', 'number'), name='orgs_importpiece_once')],
            },
        ),
        migrations.AddConstraint(
            model_name='cluster',
            constraint=models.UniqueConstraint(fields=('owner', 'code'), name='orgs_cluster_code', violation_error_message='Đơn vị đã có cụm, khối mang mã này. Hãy đặt mã khác.'),
        ),
    ]
