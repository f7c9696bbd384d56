-- Whether the viewer hears an alert is one condition: it says of which agencies too. `hearing_agencies` is asked beforehand for
-- what is read off the index, and guards nothing.
ALTER POLICY oversight_alert_read ON oversight_alert USING (hears_alert(agency, officer_number));
ALTER POLICY oversight_alert_change ON oversight_alert USING (hears_alert(agency, officer_number));
