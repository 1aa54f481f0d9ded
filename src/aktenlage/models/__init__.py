"""ONNX models on the CPU: arrays and labels, nothing of news."""
