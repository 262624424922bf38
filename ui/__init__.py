"""The pages of the app. They show what the public contract gives and hold no rule of their own."""
