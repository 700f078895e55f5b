"""What 区域点検 says: 点検表, areas taken together, 急性期の協議資料, 高齢者救急・在宅."""
