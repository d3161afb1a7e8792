<?php
// A site of the tests' own: its address follows the request, nothing is fetched from outside, no scheduled work.
define('DB_NAME', 'wp');
define('DB_USER', 'root');
define('DB_PASSWORD', '');
define('DB_HOST', 'localhost:' . getenv('UJI_SOKET'));
define('DB_CHARSET', 'utf8mb4');
define('DB_COLLATE', '');
foreach (['AUTH_KEY', 'SECURE_AUTH_KEY', 'LOGGED_IN_KEY', 'NONCE_KEY', 'AUTH_SALT', 'SECURE_AUTH_SALT', 'LOGGED_IN_SALT', 'NONCE_SALT'] as $k) {
    define($k, 'uji-' . $k);
}
$uji_alamat = 'http://' . ($_SERVER['HTTP_HOST'] ?? '127.0.0.1');
define('WP_HOME', $uji_alamat);
define('WP_SITEURL', $uji_alamat);
define('WP_HTTP_BLOCK_EXTERNAL', true);
define('DISABLE_WP_CRON', true);
define('AUTOMATIC_UPDATER_DISABLED', true);
// Application Passwords work over https, or where the environment is "local"
define('WP_ENVIRONMENT_TYPE', getenv('UJI_LINGKUNGAN') ?: 'local');
// what a multisite does to everybody but the super admin
define('DISALLOW_UNFILTERED_HTML', (bool) getenv('UJI_SARING'));
$table_prefix = 'wp_';
if (!defined('ABSPATH')) {
    define('ABSPATH', __DIR__ . '/');
}
require_once ABSPATH . 'wp-settings.php';
