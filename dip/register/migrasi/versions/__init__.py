"""One file per version of the register's layout; a file that was released is never changed."""
