"""The screens of the office: addresses, views, forms and templates; every act is a service of a lower layer."""
