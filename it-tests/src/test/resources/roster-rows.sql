insert into roster_member values ('ann', true);
insert into roster_member values ('ben', true);
insert into roster_revision values (1, 1);
