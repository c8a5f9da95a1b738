-- The accounts of org.gatepass.store.UserAccount, for MariaDB. The collation compares names byte by byte, with blanks at their ends, whatever
-- the collation of the database. The type of last_login depends on no time zone, and keeps microseconds.
create table gatepass_account (
  id varchar(36) primary key,
  name varchar(255) not null,
  email varchar(254),
  display_name varchar(255),
  active boolean not null,
  login_by_header boolean not null,
  password_hash varchar(512),
  security_stamp varchar(36) not null,
  last_login datetime(6),
  version integer not null,
  constraint gatepass_account_name unique (name)
) engine = InnoDB, character set utf8mb4, collate utf8mb4_nopad_bin;

create table gatepass_account_group (
  account_id varchar(36) not null,
  group_name varchar(255) not null,
  primary key (account_id, group_name),
  constraint gatepass_account_group_account foreign key (account_id) references gatepass_account (id) on delete cascade
) engine = InnoDB, character set utf8mb4, collate utf8mb4_nopad_bin;
