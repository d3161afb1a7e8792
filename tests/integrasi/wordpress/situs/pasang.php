<?php
// Unattended installation with one user for each role; prints their Application Passwords as JSON.
$_SERVER += ['HTTP_HOST' => '127.0.0.1', 'SERVER_PROTOCOL' => 'HTTP/1.1', 'REQUEST_METHOD' => 'GET', 'REQUEST_URI' => '/'];
define('WP_INSTALLING', true);
require __DIR__ . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
wp_install('PPID Uji', 'admin', 'admin@example.org', true, '', 'sandi-admin');
global $wp_rewrite;
update_option('permalink_structure', '/%postname%/');
$wp_rewrite->init();
flush_rewrite_rules(false);
$hasil = [];
foreach (['editor', 'author'] as $peran) {
    $id = wp_create_user("dip_$peran", "sandi-$peran", "$peran@example.org");
    (new WP_User($id))->set_role($peran);
    [$sandi] = WP_Application_Passwords::create_new_application_password($id, ['name' => 'dip']);
    $hasil[$peran] = WP_Application_Passwords::chunk_password($sandi);
}
echo json_encode($hasil);
