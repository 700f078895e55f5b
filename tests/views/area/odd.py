"""Areas in which figures are missing, zero or many, and an ordinary one."""

#: 藤岡; 南檜山 (高度急性期 without a bed or a need); 桑員 in 三重県 (no patient survey); 木曽 (one institution); 札幌 (333).
AREAS = ("1005", "0102", "2405", "2006", "0104")
