-- For PostgreSQL, when other software than UserAccounts writes to the accounts: raises the revision for each statement that changes more
-- than the time of a login, and lists the changed accounts. Run this script once, after V7__account_states.sql, and again after an update
-- from a version without that file. A new account without groups leaves the revision as it is, since unknown callers are not cached. With
-- these triggers, transactions that change accounts wait for each other; keep them short.

-- Stops here if the table lacks a column that the functions below name. Otherwise the functions would fail at each change.
do $$ begin
  perform password_change_required, stable_id, locked_until, expires_at, password_expires_at from gatepass_account limit 0;
end $$;

-- Without a list: each node forgets all accounts.
create or replace function gatepass_raise_revision() returns trigger language plpgsql
  set search_path from current as $$
begin
  update gatepass_revision set revision = revision + 1 + floor(random() * 1000000000)::bigint where id = 1;
  if not found then
    raise exception 'gatepass_revision has no row';
  end if;
  return null;
end $$;

-- Raises the revision once for the changes of a statement, and lists them, up to 1,000.
create or replace function gatepass_list_changes(names text[], kinds text[]) returns void language plpgsql
  set search_path from current as $$
declare
  changes constant integer := cardinality(names);
  steps bigint[];
  total bigint;
  reached bigint;
begin
  if changes = 0 then
    return;
  end if;
  steps := array(select 1 + floor(random() * 1000000000)::bigint from generate_series(1, least(changes, 1000)));
  total := (select sum(step) from unnest(steps) as step);
  update gatepass_revision set revision = revision + total where id = 1 returning revision into reached;
  if not found then
    raise exception 'gatepass_revision has no row';
  end if;
  if changes > 1000 then
    return;
  end if;
  insert into gatepass_change (revision, previous, name, kind)
    select reached - total + upto, reached - total + upto - step, name, kind from (
      select name, kind, step, (sum(step) over (order by number))::bigint as upto
        from unnest(names, kinds, steps) with ordinality as change (name, kind, step, number)
    ) as numbered;
  if exists (select from unnest(steps) as step where step % 32 = 0) then
    delete from gatepass_change where revision < reached - 1073741824000; -- 1,000 steps of at most 2^30
  end if;
end $$;

-- Whether an account is locked or expired now.
create or replace function gatepass_is_barred(locked_until bigint, expires_at bigint) returns boolean language sql volatile as $$
  select coalesce(locked_until > extract(epoch from clock_timestamp()) * 1000, false)
    or coalesce(expires_at <= extract(epoch from clock_timestamp()) * 1000, false)
$$;

-- Collation "C": a column's own collation may treat different texts as equal.
create or replace function gatepass_account_updated() returns trigger language plpgsql
  set search_path from current as $$
declare
  names text[];
  kinds text[];
begin
  with changed as (
    select earlier.name as old_name, later.name as new_name,
      case
        when earlier.id is null or later.id is null then 'OTHER'
        when earlier.name::text collate "C" is distinct from later.name::text collate "C" then 'RENAMED'
        when earlier.security_stamp::text collate "C" is distinct from later.security_stamp::text collate "C"
          or earlier.active and not later.active or earlier.login_by_header and not later.login_by_header
          or later.password_change_required and earlier.password_change_required is not true
          or gatepass_is_barred(later.locked_until, later.expires_at)
            and not gatepass_is_barred(earlier.locked_until, earlier.expires_at)
          or gatepass_is_barred(null, later.password_expires_at) and not gatepass_is_barred(null, earlier.password_expires_at)
          then 'REVOKED'
        else 'OTHER'
      end as kind
    from gatepass_before earlier full join gatepass_after later on earlier.id::text collate "C" = later.id::text collate "C"
    where (earlier.id::text collate "C", earlier.name::text collate "C", earlier.email::text collate "C",
        earlier.display_name::text collate "C", earlier.stable_id::text collate "C", earlier.active, earlier.login_by_header,
        earlier.password_hash::text collate "C", earlier.password_change_required,
        earlier.locked_until, earlier.expires_at, earlier.password_expires_at,
        earlier.security_stamp::text collate "C")
      is distinct from
      (later.id::text collate "C", later.name::text collate "C", later.email::text collate "C",
        later.display_name::text collate "C", later.stable_id::text collate "C", later.active, later.login_by_header,
        later.password_hash::text collate "C", later.password_change_required,
        later.locked_until, later.expires_at, later.password_expires_at,
        later.security_stamp::text collate "C")
  ), listed as (
    select old_name as name, kind from changed where old_name is not null
    union all
    select new_name, kind from changed where new_name is not null and (kind = 'RENAMED' or old_name is null)
  )
  select coalesce(array_agg(name), '{}'), coalesce(array_agg(kind), '{}') into names, kinds from listed;
  perform gatepass_list_changes(names, kinds);
  return null;
end $$;

create or replace function gatepass_account_deleted() returns trigger language plpgsql
  set search_path from current as $$
begin
  perform gatepass_list_changes(array(select name::text from gatepass_before), array(select 'DELETED' from gatepass_before));
  return null;
end $$;

-- The lock comes first: an account that is being renamed would be listed by its former name, after the new one. The groups of a deleted
-- account need no entry: the deletion has one.
create or replace function gatepass_list_groups(accounts text[]) returns void language plpgsql
  set search_path from current as $$
declare
  names text[];
begin
  if cardinality(accounts) = 0 then
    return;
  end if;
  perform 1 from gatepass_revision where id = 1 for update;
  names := array(select name::text from gatepass_account where id = any(accounts));
  perform gatepass_list_changes(names, array_fill('GROUPS'::text, array[cardinality(names)]));
end $$;

create or replace function gatepass_groups_inserted() returns trigger language plpgsql
  set search_path from current as $$
begin
  perform gatepass_list_groups(array(select distinct account_id::text from gatepass_after));
  return null;
end $$;

create or replace function gatepass_groups_updated() returns trigger language plpgsql
  set search_path from current as $$
begin
  perform gatepass_list_groups(array(
    select account_id::text from gatepass_before union select account_id::text from gatepass_after));
  return null;
end $$;

create or replace function gatepass_groups_deleted() returns trigger language plpgsql
  set search_path from current as $$
begin
  perform gatepass_list_groups(array(select distinct account_id::text from gatepass_before));
  return null;
end $$;

create or replace trigger gatepass_account_updated after update on gatepass_account
  referencing old table as gatepass_before new table as gatepass_after
  for each statement execute function gatepass_account_updated();

create or replace trigger gatepass_account_deleted after delete on gatepass_account
  referencing old table as gatepass_before
  for each statement execute function gatepass_account_deleted();

create or replace trigger gatepass_account_truncated after truncate on gatepass_account
  for each statement execute function gatepass_raise_revision();

create or replace trigger gatepass_groups_inserted after insert on gatepass_account_group
  referencing new table as gatepass_after
  for each statement execute function gatepass_groups_inserted();

create or replace trigger gatepass_groups_updated after update on gatepass_account_group
  referencing old table as gatepass_before new table as gatepass_after
  for each statement execute function gatepass_groups_updated();

create or replace trigger gatepass_groups_deleted after delete on gatepass_account_group
  referencing old table as gatepass_before
  for each statement execute function gatepass_groups_deleted();

create or replace trigger gatepass_groups_truncated after truncate on gatepass_account_group
  for each statement execute function gatepass_raise_revision();

-- What earlier versions had, at last: a change between two statements of this script is then noticed by one trigger or the other.
drop trigger if exists gatepass_group_changed on gatepass_account_group;
drop function if exists gatepass_raise_revision_if_changed();
