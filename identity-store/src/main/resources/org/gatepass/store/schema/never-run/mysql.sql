-- From documentation, never run. All tables of the accounts, for MySQL 8.0.16 and later: V1 to V7 in one file, without triggers. Gatepass has no
-- tests with MySQL, and does not claim that it works there. The collation compares code points, with blanks at the ends.
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
  password_change_required boolean,
  stable_id varchar(255),
  locked_until bigint,
  expires_at bigint,
  password_expires_at bigint,
  constraint gatepass_account_name unique (name),
  constraint gatepass_account_stable_id unique (stable_id)
) engine = InnoDB, character set utf8mb4, collate utf8mb4_0900_bin;

create table gatepass_account_group (
  account_id varchar(36) not null,
  group_name varchar(255) not null,
  primary key (account_id, group_name),
  constraint gatepass_account_group_account foreign key (account_id) references gatepass_account (id) on delete cascade
) engine = InnoDB, character set utf8mb4, collate utf8mb4_0900_bin;

create table gatepass_revision (
  id integer primary key,
  revision bigint not null,
  constraint gatepass_revision_one_row check (id = 1)
) engine = InnoDB;

insert into gatepass_revision (id, revision) values (1, 0);

create table gatepass_change (
  revision bigint primary key,
  previous bigint not null,
  name varchar(255),
  kind varchar(16) not null
) engine = InnoDB, character set utf8mb4, collate utf8mb4_0900_bin;

insert into gatepass_change (revision, previous, name, kind) values (0, 0, null, 'OTHER');

create table gatepass_ended_login (
  id varchar(64) primary key,
  ended_at bigint not null,
  issued_at bigint not null,
  expires bigint not null
) engine = InnoDB, character set utf8mb4, collate utf8mb4_0900_bin;

create index gatepass_ended_login_expires on gatepass_ended_login (expires);
