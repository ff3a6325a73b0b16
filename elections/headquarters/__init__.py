"""Headquarters, their members, support, proxies."""
