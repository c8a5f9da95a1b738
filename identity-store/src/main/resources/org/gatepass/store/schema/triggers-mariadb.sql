-- For MariaDB, when other software than UserAccounts writes to the accounts: raises the revision for each row that changes in more than the
-- time of a login, and lists the changed account. Run this script once, after schema-mariadb/V7__account_states.sql, with the client "mariadb" or
-- with Flyway, which support "delimiter". A new account without groups leaves the revision as it is, since unknown callers are not cached.
-- MariaDB runs no trigger for "truncate": use "delete" instead. With these triggers, transactions that change accounts wait for each
-- other, and MariaDB ends one of two that change the same accounts in opposite order. Keep transactions short, and repeat an ended one.

delimiter //

-- Raises the revision, and lists a change.
create or replace procedure gatepass_list_change(
  changed_name varchar(255) character set utf8mb4 collate utf8mb4_nopad_bin,
  changed_kind varchar(16) character set utf8mb4 collate utf8mb4_nopad_bin)
begin
  declare step bigint default 1 + floor(rand() * 1000000000);
  update gatepass_revision set revision = revision + step where id = 1;
  if row_count() = 0 then
    signal sqlstate '45000' set message_text = 'gatepass_revision has no row';
  end if;
  insert into gatepass_change (revision, previous, name, kind)
    select revision, revision - step, changed_name, changed_kind from gatepass_revision where id = 1;
  if step % 32 = 0 then
    delete from gatepass_change
      where revision < (select revision from gatepass_revision where id = 1) - 1073741824000; -- 1,000 steps of at most 2^30
  end if;
end //

-- The locking read comes first: it waits for a transaction that renames the account, and then reads the new name at each isolation level.
-- The groups of a deleted account need no entry: the deletion has one.
create or replace procedure gatepass_list_groups(
  changed_account varchar(36) character set utf8mb4 collate utf8mb4_nopad_bin)
begin
  declare found_name varchar(255) character set utf8mb4 collate utf8mb4_nopad_bin default null;
  declare continue handler for not found begin end;
  select name into found_name from gatepass_account where id = changed_account lock in share mode;
  if found_name is not null then
    call gatepass_list_change(found_name, 'GROUPS');
  end if;
end //

-- Whether an account is locked or expired now.
create or replace function gatepass_is_barred(locked_until bigint, expires_at bigint) returns boolean not deterministic no sql
  return coalesce(locked_until > unix_timestamp(sysdate(3)) * 1000, false)
    or coalesce(expires_at <= unix_timestamp(sysdate(3)) * 1000, false) //

-- "binary": a column's own collation may treat different texts as equal.
create or replace trigger gatepass_account_updated after update on gatepass_account for each row
begin
  if not (binary old.name <=> binary new.name) then
    call gatepass_list_change(old.name, 'RENAMED');
    call gatepass_list_change(new.name, 'RENAMED');
  elseif not (binary old.security_stamp <=> binary new.security_stamp)
      or old.active and not new.active or old.login_by_header and not new.login_by_header
      or new.password_change_required and not coalesce(old.password_change_required, false)
      or gatepass_is_barred(new.locked_until, new.expires_at) and not gatepass_is_barred(old.locked_until, old.expires_at)
      or gatepass_is_barred(null, new.password_expires_at) and not gatepass_is_barred(null, old.password_expires_at) then
    call gatepass_list_change(new.name, 'REVOKED');
  elseif not (binary old.id <=> binary new.id and binary old.email <=> binary new.email
      and binary old.display_name <=> binary new.display_name and binary old.stable_id <=> binary new.stable_id
      and old.active <=> new.active and old.login_by_header <=> new.login_by_header
      and binary old.password_hash <=> binary new.password_hash
      and old.password_change_required <=> new.password_change_required
      and old.locked_until <=> new.locked_until and old.expires_at <=> new.expires_at
      and old.password_expires_at <=> new.password_expires_at) then
    call gatepass_list_change(new.name, 'OTHER');
  end if;
end //

create or replace trigger gatepass_account_deleted after delete on gatepass_account for each row
  call gatepass_list_change(old.name, 'DELETED') //

create or replace trigger gatepass_groups_inserted after insert on gatepass_account_group for each row
  call gatepass_list_groups(new.account_id) //

create or replace trigger gatepass_groups_updated after update on gatepass_account_group for each row
begin
  if not (binary old.account_id <=> binary new.account_id) then
    call gatepass_list_groups(old.account_id);
    call gatepass_list_groups(new.account_id);
  elseif not (binary old.group_name <=> binary new.group_name) then
    call gatepass_list_groups(new.account_id);
  end if;
end //

create or replace trigger gatepass_groups_deleted after delete on gatepass_account_group for each row
  call gatepass_list_groups(old.account_id) //

delimiter ;
