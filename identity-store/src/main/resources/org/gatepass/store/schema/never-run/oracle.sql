-- From documentation, never run. All tables of the accounts, for Oracle Database 19c and later with the character set AL32UTF8: V1 to V7 in one
-- file, without triggers. Gatepass has no tests with Oracle Database, and does not claim that it works there. Sessions must keep the default
-- NLS_COMP=BINARY. Oracle has no boolean columns before 23ai: 1 stands for true.
create table gatepass_account (
  id varchar2(36 char) primary key,
  name varchar2(255 char) not null,
  email varchar2(254 char),
  display_name varchar2(255 char),
  active number(1) not null check (active in (0, 1)),
  login_by_header number(1) not null check (login_by_header in (0, 1)),
  password_hash varchar2(512 char),
  security_stamp varchar2(36 char) not null,
  last_login timestamp(6),
  version number(10) not null,
  password_change_required number(1) check (password_change_required in (0, 1)),
  stable_id varchar2(255 char),
  locked_until number(19),
  expires_at number(19),
  password_expires_at number(19),
  constraint gatepass_account_name unique (name),
  constraint gatepass_account_stable_id unique (stable_id)
);

create table gatepass_account_group (
  account_id varchar2(36 char) not null references gatepass_account (id) on delete cascade,
  group_name varchar2(255 char) not null,
  primary key (account_id, group_name)
);

create table gatepass_revision (
  id number(10) primary key,
  revision number(19) not null,
  constraint gatepass_revision_one_row check (id = 1)
);

insert into gatepass_revision (id, revision) values (1, 0);

create table gatepass_change (
  revision number(19) primary key,
  previous number(19) not null,
  name varchar2(255 char),
  kind varchar2(16 char) not null
);

insert into gatepass_change (revision, previous, name, kind) values (0, 0, null, 'OTHER');

create table gatepass_ended_login (
  id varchar2(64 char) primary key,
  ended_at number(19) not null,
  issued_at number(19) not null,
  expires number(19) not null
);

create index gatepass_ended_login_expires on gatepass_ended_login (expires);
