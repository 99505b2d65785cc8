"""The one way through: received file → pages → reading → values → findings → registry → what people take away."""
