insert into member values ('ann', true);
insert into member values ('ben', true);
insert into member values ('dan', true);
insert into member values ('eve', true);
insert into member_revision values (1);
insert into member_change values (1, null);
