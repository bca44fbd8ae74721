-- The serial part of a wish's number, which people read out on the phone: yymmdd and five digits.
create sequence wish_numbers;
