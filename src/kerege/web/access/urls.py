"""The address of the policy table."""

from django.urls import path

from kerege.web.access import views

app_name = "access"
urlpatterns = [path("directory/policy/", views.policy, name="policy")]
