-- From documentation, never run. All tables of the accounts, for SQL Server 2019 and later: V1 to V7 in one file, without triggers. Gatepass has
-- no tests with SQL Server, and does not claim that it works there. The collation compares UTF-8 byte by byte, but not blanks at the ends; a
-- length counts bytes. An index over stable_id leaves out nulls, of which a unique constraint accepts one. Readers should not wait for
-- writers: alter database ... set read_committed_snapshot on.
create table gatepass_account (
  id varchar(36) collate Latin1_General_100_BIN2_UTF8 primary key,
  name varchar(1020) collate Latin1_General_100_BIN2_UTF8 not null,
  email varchar(1016) collate Latin1_General_100_BIN2_UTF8,
  display_name varchar(1020) collate Latin1_General_100_BIN2_UTF8,
  active bit not null,
  login_by_header bit not null,
  password_hash varchar(512) collate Latin1_General_100_BIN2_UTF8,
  security_stamp varchar(36) collate Latin1_General_100_BIN2_UTF8 not null,
  last_login datetime2(6),
  version integer not null,
  password_change_required bit,
  stable_id varchar(1020) collate Latin1_General_100_BIN2_UTF8,
  locked_until bigint,
  expires_at bigint,
  password_expires_at bigint,
  constraint gatepass_account_name unique nonclustered (name)
);

create unique nonclustered index gatepass_account_stable_id on gatepass_account (stable_id) where stable_id is not null;

create table gatepass_account_group (
  account_id varchar(36) collate Latin1_General_100_BIN2_UTF8 not null references gatepass_account (id) on delete cascade,
  group_name varchar(1020) collate Latin1_General_100_BIN2_UTF8 not null,
  constraint gatepass_account_group_key primary key nonclustered (account_id, group_name)
);

create table gatepass_revision (
  id integer primary key,
  revision bigint not null,
  constraint gatepass_revision_one_row check (id = 1)
);

insert into gatepass_revision (id, revision) values (1, 0);

create table gatepass_change (
  revision bigint primary key,
  previous bigint not null,
  name varchar(1020) collate Latin1_General_100_BIN2_UTF8,
  kind varchar(16) collate Latin1_General_100_BIN2_UTF8 not null
);

insert into gatepass_change (revision, previous, name, kind) values (0, 0, null, 'OTHER');

create table gatepass_ended_login (
  id varchar(64) collate Latin1_General_100_BIN2_UTF8 primary key,
  ended_at bigint not null,
  issued_at bigint not null,
  expires bigint not null
);

create index gatepass_ended_login_expires on gatepass_ended_login (expires);
