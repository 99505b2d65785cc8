"""The copies that go with a filing: which pages are an ID card, a diploma, a title certificate, and what they say."""
