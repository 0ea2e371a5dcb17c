import django.db.models.deletion
import django.db.models.functions.text
import phongtrao.base.fields
from django.conf import settings
from phongtrao.base.first_tables import FirstMigration
from django.db import migrations, models


class Migration(FirstMigration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('username', models.CharField(max_length=60, unique=True, verbose_name='tên đăng nhập')),
                ('full_name', models.CharField(max_length=120, verbose_name='họ và tên')),
                ('sort_key', phongtrao.base.fields.SortKeyField(db_collation='C', default='', editable=False, max_length=400)),
                ('search_text', models.CharField(default='', editable=False, max_length=200)),
                ('email', models.EmailField(blank=True, default='', max_length=254, verbose_name='thư điện tử')),
                ('is_active', models.BooleanField(default=True, verbose_name='đang hoạt động')),
                ('wants_mail', models.BooleanField(default=True, verbose_name='nhận thư tổng hợp mỗi ngày')),
                ('must_change_password', models.BooleanField(default=False, verbose_name='phải đổi mật khẩu')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='tạo lúc')),
                ('calendar_key', models.CharField(blank=True, default='', editable=False, max_length=64)),
            ],
            options={
                'verbose_name': 'tài khoản',
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('username'), name='accounts_user_username_ci', violation_error_message='Tên đăng nhập này đã có người dùng.'), models.UniqueConstraint(django.db.models.functions.text.Lower('email'), condition=models.Q(('email', ''), _negated=True), name='accounts_user_email_ci', violation_error_message='Thư điện tử này đã có người dùng.'), models.UniqueConstraint(condition=models.Q(('calendar_key', ''), _negated=True), fields=('calendar_key',), name='accounts_user_calendar_key')],
            },
        ),
        migrations.CreateModel(
            name='SignIn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('session_key', models.CharField(max_length=40, unique=True)),
                ('browser', models.CharField(blank=True, default='', max_length=60, verbose_name='trình duyệt')),
                ('address', models.CharField(blank=True, default='', max_length=45, verbose_name='địa chỉ mạng')),
                ('started_at', models.DateTimeField(verbose_name='đăng nhập lúc')),
                ('seen_at', models.DateTimeField(verbose_name='dùng gần nhất')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sign_ins', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'phiên đăng nhập',
            },
        ),
        migrations.CreateModel(
            name='GatewayLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('issuer', models.CharField(max_length=200, verbose_name='cổng đăng nhập')),
                ('subject', models.CharField(max_length=255)),
                ('linked_at', models.DateTimeField(auto_now_add=True, verbose_name='nối lúc')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='gateway_links', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'nối với cổng đăng nhập',
                'constraints': [models.UniqueConstraint(fields=('issuer', 'subject'), name='accounts_gateway_subject'), models.UniqueConstraint(fields=('issuer', 'user'), name='accounts_gateway_user')],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code_hash', models.CharField(blank=True, default='', max_length=128)),
                ('made_at', models.DateTimeField(verbose_name='cấp lúc')),
                ('expires_at', models.DateTimeField(verbose_name='hiệu lực đến')),
                ('tries', models.PositiveSmallIntegerField(default=0, verbose_name='số lần thử')),
                ('used_at', models.DateTimeField(blank=True, null=True, verbose_name='dùng lúc')),
                ('via', models.CharField(choices=[('mail', 'Thư điện tử'), ('slip', 'Phiếu in')], max_length=4, verbose_name='cách mời')),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='gửi lúc')),
                ('error', models.CharField(blank=True, default='', max_length=300, verbose_name='lỗi')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='rút lúc')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'lời mời',
                'constraints': [models.UniqueConstraint(condition=models.Q(('used_at', None), ('withdrawn_at', None)), fields=('user',), name='accounts_invitation_one_open'), models.UniqueConstraint(condition=models.Q(('code_hash', ''), _negated=True), fields=('code_hash',), name='accounts_invitation_code')],
            },
        ),
        migrations.CreateModel(
            name='ResetCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code_hash', models.CharField(blank=True, default='', max_length=128)),
                ('made_at', models.DateTimeField(verbose_name='cấp lúc')),
                ('expires_at', models.DateTimeField(verbose_name='hiệu lực đến')),
                ('tries', models.PositiveSmallIntegerField(default=0, verbose_name='số lần thử')),
                ('used_at', models.DateTimeField(blank=True, null=True, verbose_name='dùng lúc')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reset_codes', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'mã đặt lại mật khẩu',
                'constraints': [models.UniqueConstraint(condition=models.Q(('used_at', None)), fields=('user',), name='accounts_reset_code_one_open'), models.CheckConstraint(condition=models.Q(('tries__lte', 5)), name='accounts_reset_code_tries')],
            },
        ),
    ]
