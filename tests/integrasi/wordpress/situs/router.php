<?php
// Front controller of `php -S`: static files as they are, everything else (pretty addresses, /wp-json/) to WordPress.
$jalan = parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
$berkas = __DIR__ . $jalan;
if ($jalan !== '/' && is_file($berkas) && substr($berkas, -4) !== '.php') {
    return false;
}
$_SERVER['SCRIPT_NAME'] = '/index.php';
$_SERVER['PHP_SELF'] = '/index.php';
require __DIR__ . '/index.php';
