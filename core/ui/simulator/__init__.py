"""The parts of 推進区域シミュレーター on screen."""
