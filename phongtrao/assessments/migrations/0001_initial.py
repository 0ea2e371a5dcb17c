import django.contrib.postgres.fields
import django.db.models.constraints
import django.db.models.deletion
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
            name='Campaign',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('draft', 'Đang lập'), ('self', 'Đơn vị tự đánh giá'), ('verify', 'Đang thẩm định'), ('published', 'Đã công bố')], default='draft', max_length=9, verbose_name='tình trạng')),
                ('title', models.CharField(max_length=200, verbose_name='tên đợt')),
                ('year', models.PositiveSmallIntegerField(verbose_name='năm')),
                ('line', models.CharField(choices=[('admin', 'Tuyến hành chính'), ('prof', 'Tuyến chuyên môn')], default='prof', max_length=5)),
                ('kinds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=12), blank=True, default=list, size=None)),
                ('levels', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=14), blank=True, default=list, size=None)),
                ('as_of', models.DateField(verbose_name='đơn vị tính đến ngày')),
                ('self_due', models.DateField(verbose_name='hạn tự đánh giá')),
                ('verify_due', models.DateField(verbose_name='hạn thẩm định')),
                ('met_on', models.DateField(blank=True, null=True, verbose_name='ngày họp')),
                ('counted_from', models.PositiveSmallIntegerField(default=2, verbose_name='tính từ mức thứ')),
                ('opened_at', models.DateTimeField(blank=True, null=True)),
                ('reminded_on', models.DateField(blank=True, null=True)),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='công bố lúc')),
                ('cluster', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='campaigns', to='orgs.cluster', verbose_name='cụm, khối thi đua')),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('indicator', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='campaigns', to='indicators.indicator', verbose_name='tính vào chỉ số')),
                ('minutes', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.evidence', verbose_name='biên bản họp')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='campaigns', to='orgs.unit', verbose_name='đơn vị tổ chức')),
            ],
            options={
                'verbose_name': 'đợt đánh giá',
                'indexes': [models.Index(fields=['owner', '-year'], name='assessments_campaign_newest')],
                'constraints': [models.CheckConstraint(condition=models.Q(('verify_due__gte', models.F('self_due'))), name='assessments_campaign_days', violation_error_message='Hạn thẩm định phải sau hạn tự đánh giá.'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'published'), _negated=True), ('published_at__isnull', False), _connector='OR'), name='assessments_published_has_moment')],
            },
        ),
        migrations.CreateModel(
            name='Assessment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('draft', 'Chưa nộp'), ('submitted', 'Chờ thẩm định'), ('returned', 'Bị trả lại'), ('verified', 'Đã thẩm định'), ('objected', 'Có ý kiến phản hồi'), ('final', 'Đã công bố')], default='draft', max_length=9, verbose_name='tình trạng')),
                ('answered', models.PositiveSmallIntegerField(default=0)),
                ('checked', models.PositiveSmallIntegerField(default=0)),
                ('self_total', models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True, verbose_name='tự chấm')),
                ('verified_total', models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True, verbose_name='thẩm định')),
                ('groups', models.JSONField(blank=True, default=dict)),
                ('lacks', models.JSONField(blank=True, default=list)),
                ('self_level', models.CharField(blank=True, default='', max_length=20)),
                ('level', models.CharField(blank=True, default='', max_length=20, verbose_name='mức')),
                ('level_rank', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('submitted_at', models.DateTimeField(blank=True, null=True, verbose_name='nộp lúc')),
                ('return_reason', models.TextField(blank=True, default='')),
                ('reminded_on', models.DateField(blank=True, null=True, verbose_name='nhắc ngày')),
                ('verified_at', models.DateTimeField(blank=True, null=True, verbose_name='thẩm định lúc')),
                ('votes', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='số phiếu bầu')),
                ('place', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='xếp thứ')),
                ('place_reason', models.CharField(blank=True, default='', max_length=300)),
                ('pledge', models.TextField(blank=True, default='', verbose_name='đăng ký giao ước thi đua')),
                ('checker', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit')),
                ('verifier', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người thẩm định')),
                ('submitted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assessments', to='orgs.unit')),
                ('campaign', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='assessments', to='assessments.campaign')),
            ],
            options={
                'verbose_name': 'đánh giá của đơn vị',
                'indexes': [models.Index(condition=models.Q(('status__in', ('draft', 'returned'))), fields=['unit'], name='assessments_to_write')],
                'constraints': [models.UniqueConstraint(fields=('campaign', 'unit'), name='assessments_unit_once'), models.CheckConstraint(condition=models.Q(('status', 'draft'), ('submitted_at__isnull', False), _connector='OR'), name='assessments_handed_in_has_moment'), models.CheckConstraint(condition=models.Q(('checker', None), ('verifier', None), _connector='OR'), name='assessments_one_verifier')],
            },
        ),
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='phiên bản')),
                ('status', models.CharField(choices=[('draft', 'Đang soạn'), ('issued', 'Đang dùng'), ('ended', 'Thôi dùng')], default='draft', max_length=6, verbose_name='tình trạng')),
                ('valid_from', models.DateField(blank=True, null=True, verbose_name='áp dụng từ ngày')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='áp dụng đến hết ngày')),
                ('rules', models.JSONField(blank=True, default=dict)),
                ('saved', models.PositiveIntegerField(default=0)),
                ('made_at', models.DateTimeField(auto_now_add=True)),
                ('issued_at', models.DateTimeField(blank=True, null=True, verbose_name='ban hành lúc')),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'phiên bản bộ chỉ số',
                'ordering': ['index_set', '-number'],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to', None), ('valid_from', None), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='assessments_edition_days', violation_error_message='Ngày thôi áp dụng phải sau ngày bắt đầu áp dụng.')],
            },
        ),
        migrations.CreateModel(
            name='Criterion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('depth', models.PositiveSmallIntegerField(default=0)),
                ('group', models.CharField(max_length=20)),
                ('is_leaf', models.BooleanField(default=True)),
                ('code', models.CharField(max_length=20, verbose_name='mã')),
                ('title', models.CharField(max_length=500, verbose_name='tiêu chí')),
                ('way', models.CharField(choices=[('points', 'Ghi điểm'), ('choice', 'Chọn mức có điểm'), ('percent', 'Tỷ lệ % của điểm tối đa'), ('count', 'Đếm số lượng'), ('condition', 'Đạt, chưa đạt (không tính điểm)')], max_length=9, verbose_name='cách tính')),
                ('most', models.DecimalField(blank=True, decimal_places=2, max_digits=7, null=True, verbose_name='tối đa')),
                ('least', models.DecimalField(blank=True, decimal_places=2, max_digits=7, null=True, verbose_name='tối thiểu')),
                ('each', models.DecimalField(blank=True, decimal_places=2, max_digits=7, null=True, verbose_name='điểm mỗi đơn vị đếm')),
                ('choices', models.JSONField(blank=True, default=list)),
                ('is_mandatory', models.BooleanField(default=False, verbose_name='bắt buộc')),
                ('evidence', models.CharField(blank=True, default='', max_length=300, verbose_name='minh chứng cần có')),
                ('fact', models.CharField(blank=True, default='', max_length=60, verbose_name='số liệu có sẵn')),
                ('guide', models.CharField(blank=True, default='', max_length=500, verbose_name='hướng dẫn')),
                ('needs_check', models.BooleanField(default=False, verbose_name='cần kiểm tra')),
                ('edition', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='criteria', to='assessments.edition')),
            ],
            options={
                'verbose_name': 'tiêu chí',
                'ordering': ['edition', 'position'],
                'constraints': [models.UniqueConstraint(fields=('edition', 'code'), name='assessments_criterion_code'), models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('edition', 'position'), name='assessments_criterion_place')],
            },
        ),
        migrations.AddField(
            model_name='campaign',
            name='edition',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='campaigns', to='assessments.edition', verbose_name='bộ chỉ số'),
        ),
        migrations.CreateModel(
            name='IndexSet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=40, verbose_name='mã')),
                ('title', models.CharField(max_length=200, verbose_name='tên')),
                ('basis', models.CharField(blank=True, default='', max_length=300, verbose_name='căn cứ')),
                ('needs_check', models.BooleanField(default=False, verbose_name='cần kiểm tra')),
                ('kind', models.CharField(choices=[('index', 'Bộ chỉ số'), ('cluster', 'Bảng điểm thi đua của cụm, khối')], default='index', max_length=7, verbose_name='loại')),
                ('source', models.CharField(blank=True, default='', max_length=300, verbose_name='nguồn')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit', verbose_name='của đơn vị')),
            ],
            options={
                'verbose_name': 'bộ chỉ số',
                'ordering': ['title', 'pk'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('key', 'owner'), name='assessments_indexset_once', nulls_distinct=False, violation_error_message='Đơn vị đã có mẫu mang mã này.')],
            },
        ),
        migrations.AddField(
            model_name='edition',
            name='index_set',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='assessments.indexset'),
        ),
        migrations.CreateModel(
            name='Objection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(verbose_name='ý kiến')),
                ('raised_at', models.DateTimeField(auto_now_add=True)),
                ('answer', models.TextField(blank=True, default='', verbose_name='trả lời')),
                ('is_changed', models.BooleanField(default=False, verbose_name='đổi điểm')),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='objections', to='assessments.assessment')),
                ('criterion', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assessments.criterion')),
                ('raised_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'ý kiến về kết quả thẩm định',
                'constraints': [models.UniqueConstraint(condition=models.Q(('answered_at', None)), fields=('assessment', 'criterion'), name='assessments_one_open_objection', violation_error_message='Tiêu chí này đã có ý kiến đang chờ trả lời.')],
            },
        ),
        migrations.CreateModel(
            name='Score',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('value', models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True, verbose_name='tự chấm')),
                ('points', models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True, verbose_name='')),
                ('note', models.TextField(blank=True, default='', verbose_name='giải trình')),
                ('verified_value', models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True, verbose_name='thẩm định')),
                ('verified_points', models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True, verbose_name='')),
                ('reason', models.TextField(blank=True, default='', verbose_name='lý do chênh lệch')),
                ('verified_at', models.DateTimeField(blank=True, null=True)),
                ('assessment', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='scores', to='assessments.assessment')),
                ('criterion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scores', to='assessments.criterion')),
                ('verified_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'điểm của tiêu chí',
                'constraints': [models.UniqueConstraint(fields=('assessment', 'criterion'), name='assessments_score_once')],
            },
        ),
        migrations.CreateModel(
            name='ScoreProof',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('evidence', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='score_proofs', to='documents.evidence')),
                ('score', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='proofs', to='assessments.score')),
            ],
            options={
                'verbose_name': 'minh chứng của điểm',
                'constraints': [models.UniqueConstraint(fields=('score', 'evidence'), name='assessments_proof_once')],
            },
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.UniqueConstraint(fields=('index_set', 'number'), name='assessments_edition_number'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'draft')), fields=('index_set',), name='assessments_one_draft', violation_error_message='Bộ chỉ số đã có một phiên bản đang soạn.'),
        ),
    ]
